/** Questions for staff, as other parts of the program may use them. */
export { answerGroup } from "./answer-group.ts";
export { caseNumber } from "./cases.ts";
export { draftNote } from "./draft-note.ts";
export { ASK_PERSON, createSupportFeature } from "./feature.ts";
export { createLexicon } from "./lexicon.ts";
export { createQuestionReader } from "./read-question.ts";
export { joinGroups, splitCase } from "./regroup.ts";
export { type AskedQuestion, getGroup, listGroups, type QuestionGroup } from "./staff-list.ts";
export { casePostsSchema, groupsSchema, supportSchema } from "./tables.ts";
export { createFindStaffAnswer, createTakeUnanswered, type FindStaffAnswer } from "./unanswered.ts";

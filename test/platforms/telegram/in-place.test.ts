import { expect, test } from "vitest";
import { z } from "zod";
import { action, type Feature } from "../../../src/conversation/feature.ts";
import { buttons, reply, show, text } from "../../../src/conversation/reply.ts";
import { answering } from "../../../src/conversation/turn.ts";
import { written } from "../../../src/message/text.ts";
import { startTelegramDesk } from "../../support/telegram-desk.ts";

const page = (n: number) =>
  reply(text(written(`Page ${n}`)), buttons(show(written("Next"), "pages.show", { n: n === 3 ? 3 : n + 1 })));

const pages: Feature = {
  name: "pages",
  commands: [
    {
      name: "pages",
      description: "core.help",
      response: "new",
      audience: "shared",
      handle: async () => answering(page(1)),
    },
  ],
  actions: [
    action({
      name: "pages.show",
      params: z.object({ n: z.number() }),
      response: "update",
      audience: "shared",
      handle: async (_turn, { params }) => answering(page(params.n)),
    }),
  ],
};

test("pages turn in the message itself, and a press that changes nothing is well", { timeout: 60_000 }, async () => {
  const rig = await startTelegramDesk({ features: [pages] });
  try {
    const lin = rig.telegram.person({ language_code: "en" });
    lin.says("/pages");
    await lin.hears(1);
    for (const expected of ["Page 2", "Page 3", "Page 3"]) {
      expect(await lin.presses("Next").toast()).toMatchObject({ text: "" });
      await rig.settled();
      expect(
        lin
          .shown()
          .filter(({ isFromBot }) => isFromBot)
          .map((one) => one.text),
      ).toEqual([expected]);
    }
    expect(rig.telegram.violations).toEqual([]);
  } finally {
    await rig.close();
  }
});

import type { Booth, Expo, Hall } from "../../src/features/expo/expo.ts";
import { BOOTH_STATES, type BoothState, type FloorPlan } from "../../src/features/expo/floor-plan/floor-plan.ts";
import { createRandom } from "../../src/shared/random.ts";

/** A zone's name in the thirteen languages. */
type Names = Readonly<Record<string, string>>;

const LANGUAGES = ["en", "de", "es", "fr", "pl", "ru", "tr", "zh-Hans", "zh-Hant", "ja", "ar", "hi", "th"] as const;

const ZONES: readonly { readonly id: string; readonly name: Names }[] = [
  zone(
    "electronics",
    "Consumer electronics|Unterhaltungselektronik|Electrónica de consumo|Électronique grand public|Elektronika użytkowa|Бытовая электроника|Tüketici elektroniği|消费电子|消費性電子|家電・デジタル機器|الإلكترونيات الاستهلاكية|उपभोक्ता इलेक्ट्रॉनिक्स|เครื่องใช้ไฟฟ้าและอิเล็กทรอนิกส์",
  ),
  zone(
    "textiles",
    "Textiles and silk|Textilien und Seide|Textiles y seda|Textiles et soie|Tekstylia i jedwab|Текстиль и шёлк|Tekstil ve ipek|纺织与丝绸|紡織與絲綢|繊維・シルク|المنسوجات والحرير|वस्त्र और रेशम|สิ่งทอและผ้าไหม",
  ),
  zone(
    "home",
    "Home and kitchen|Haushalt und Küche|Hogar y cocina|Maison et cuisine|Dom i kuchnia|Дом и кухня|Ev ve mutfak|家居与厨具|家居與廚具|ホーム・キッチン用品|المنزل والمطبخ|घर और रसोई|ของใช้ในบ้านและเครื่องครัว",
  ),
  zone(
    "machinery",
    "Machinery and tools|Maschinen und Werkzeuge|Maquinaria y herramientas|Machines et outillage|Maszyny i narzędzia|Станки и инструмент|Makine ve el aletleri|机械与工具|機械與工具|機械・工具|الآلات والأدوات|मशीनरी और औज़ार|เครื่องจักรและเครื่องมือ",
  ),
  zone(
    "beauty",
    "Beauty and health|Kosmetik und Gesundheit|Belleza y salud|Beauté et santé|Uroda i zdrowie|Красота и здоровье|Güzellik ve sağlık|美容与健康|美容與健康|美容・健康|الجمال والصحة|सौंदर्य और स्वास्थ्य|ความงามและสุขภาพ",
  ),
  zone(
    "toys",
    "Toys and baby goods|Spielwaren und Babyartikel|Juguetes y artículos infantiles|Jouets et puériculture|Zabawki i artykuły dziecięce|Игрушки и товары для детей|Oyuncak ve bebek ürünleri|玩具与母婴用品|玩具與母嬰用品|玩具・ベビー用品|الألعاب ومستلزمات الأطفال|खिलौने और शिशु उत्पाद|ของเล่นและสินค้าเด็ก",
  ),
  zone(
    "auto",
    "Car parts|Autoteile|Recambios de automóvil|Pièces automobiles|Części samochodowe|Автозапчасти|Oto yedek parça|汽车配件|汽車零配件|自動車部品|قطع غيار السيارات|ऑटो पार्ट्स|อะไหล่รถยนต์",
  ),
  zone(
    "services",
    "Logistics and services|Logistik und Dienstleistungen|Logística y servicios|Logistique et services|Logistyka i usługi|Логистика и услуги|Lojistik ve hizmetler|物流与服务|物流與服務|物流・サービス|الخدمات اللوجستية والخدمات|लॉजिस्टिक्स और सेवाएँ|โลจิสติกส์และบริการ",
  ),
];

function zone(id: string, names: string): { id: string; name: Names } {
  return { id, name: inAllLanguages(names) };
}

function inAllLanguages(names: string): Names {
  const words = names.split("|");
  return Object.fromEntries(LANGUAGES.map((lang, index) => [lang, words[index] ?? ""]));
}

const EXPO: Pick<Expo, "name" | "timezone" | "example"> = {
  name: inAllLanguages(
    "China (Hangzhou) Cross-Border Trade Expo, Istanbul|Chinesische Außenhandelsmesse (Hangzhou), Istanbul|Feria de Comercio Transfronterizo de China (Hangzhou), Estambul|Salon du commerce transfrontalier de Chine (Hangzhou), Istanbul|Chińskie Targi Handlu Transgranicznego (Hangzhou), Stambuł|Китайская выставка трансграничной торговли (Ханчжоу), Стамбул|Çin (Hangzhou) Sınır Ötesi Ticaret Fuarı, İstanbul|中国（杭州）跨境贸易展，伊斯坦布尔|中國（杭州）跨境貿易展，伊斯坦堡|中国（杭州）越境貿易展・イスタンブール|معرض الصين (هانغتشو) للتجارة العابرة للحدود، إسطنبول|चीन (हांगझोउ) सीमा-पार व्यापार मेला, इस्तांबुल|งานแสดงสินค้าการค้าข้ามพรมแดนจีน (หางโจว) อิสตันบูล",
  ),
  timezone: "Europe/Istanbul",
  example: true,
};

const HALL_NAME = inAllLanguages(
  "Hall 2|Halle 2|Pabellón 2|Hall 2|Hala 2|Павильон 2|Salon 2|2号馆|2 號館|ホール2|القاعة 2|हॉल 2|ฮอลล์ 2",
);

/** A side of a usual booth and the width of an aisle, in metres. */
const [BOOTH, AISLE] = [3, 3];
const ROWS = 20;
/** Where the zones of an island begin in the list: one west and one east of the cross aisle. */
const ZONE_OF_ISLAND = [0, 0, 0, 2, 2, 4, 4, 4, 6, 6];

/**
 * A hall of 650 booths on eight zones: ten islands of two rows back to back, broken by a cross aisle, some booths twice
 * as wide. Rows are lettered, booths counted along them.
 */
export function exampleHall(): Hall {
  const booths: Booth[] = [];
  for (let row = 0; row < ROWS; row += 1) {
    const letters = String.fromCharCode(65 + row);
    const y = 4 + Math.floor(row / 2) * (2 * BOOTH + AISLE) + (row % 2) * BOOTH;
    const wanted = row < 10 ? 33 : 32;
    let x = 5;
    for (let number = 1; number <= wanted; number += 1) {
      const width = number % 16 === 0 ? 2 * BOOTH : BOOTH;
      const east = number > 16;
      booths.push({
        code: `${letters}${number}`,
        x,
        y,
        width,
        height: BOOTH,
        zone: ZONES[(ZONE_OF_ISLAND[Math.floor(row / 2)] ?? 0) + (east ? 1 : 0)]?.id ?? null,
        price: null,
      });
      x += width + (number === 16 ? 5 : 0);
    }
  }
  return {
    id: "2",
    name: HALL_NAME,
    width: 120,
    height: 97,
    zones: ZONES.map(({ id, name }) => ({ id, name, category: null })),
    booths,
  };
}

/** The hall half sold: every state occurs, two booths are the person's own. */
export function examplePlan(overrides: Partial<FloorPlan> = {}): FloorPlan {
  const hall = overrides.hall ?? exampleHall();
  const random = createRandom(6);
  const states = new Map<string, BoothState>(hall.booths.map(({ code }) => [code, randomState(random())]));
  states.set("G8", "mine");
  states.set("G9", "mine");
  for (const code of ["N20", "N21", "C4"]) states.set(code, "wished");
  return { expo: EXPO, hall, states, asOf: "2030-04-12T07:31:00.000Z", zone: null, ...overrides };
}

function randomState(chance: number): BoothState {
  const shares = [0.52, 0.6, 0.96, 1];
  return BOOTH_STATES[shares.findIndex((share) => chance < share)] ?? "free";
}

import { renderAsync } from "@resvg/resvg-js";

/**
 * Paints an SVG as a PNG on a thread of the library's own. The only fonts it may have are none: text comes as outlines.
 *
 * @throws Error where the SVG is not well formed, which only a fault of ours could bring about.
 */
export async function rasterise(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, { font: { loadSystemFonts: false }, logLevel: "error" });
  return image.asPng();
}

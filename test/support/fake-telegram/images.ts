/** Width and height in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** Reads the size of a PNG, JPEG, GIF or WebP picture from its head; null where the bytes are none of them. */
export function findImageSize(bytes: Buffer): Size | null {
  try {
    if (bytes.toString("latin1", 1, 4) === "PNG")
      return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    if (bytes.toString("latin1", 0, 3) === "GIF")
      return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
    if (bytes.toString("latin1", 8, 12) === "WEBP") return webp(bytes);
    if (bytes.readUInt16BE(0) === 0xffd8) return jpeg(bytes);
    return null;
  } catch {
    return null;
  }
}

function webp(bytes: Buffer): Size | null {
  const chunk = bytes.toString("latin1", 12, 16);
  if (chunk === "VP8X") return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === "VP8 ") return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk !== "VP8L") return null;
  const packed = bytes.readUInt32LE(21);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** Walks the segments to the frame header (SOF0 to SOF15, without DHT, JPG and DAC). */
function jpeg(bytes: Buffer): Size | null {
  for (let at = 2; at < bytes.length; ) {
    const marker = bytes.readUInt16BE(at);
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** A small file of every kind that may be attached, made of what marks the kind. */
import { crc32 } from "node:zlib";
import sharp from "sharp";

/** A zip archive of uncompressed entries. */
function zip(entries: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), common, path, content]);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0000"), common, position, path]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, Buffer.from("PK\u0005\u0006"), end]);
}

const openXml = (type: string) =>
  zip({
    "[Content_Types].xml": `<Types><Override PartName="/x" ContentType="${type}.main+xml"/></Types>`,
  });
const openDocument = (kind: string) =>
  zip({ mimetype: `application/vnd.oasis.opendocument.${kind}`, "content.xml": "<x/>" });
const legacy = (stream: string) =>
  Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504), Buffer.from(stream, "utf16le")]);
const mpeg4 = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from(`ftyp${brand}`), Buffer.alloc(32)]);
const apple = (entry: string) => zip({ "Index/Document.iwa": "x", [`Index/${entry}`]: "x" });

function bitmap(width: number, height: number): Buffer {
  const header = Buffer.alloc(54 + 4);
  header.write("BM");
  header.writeUInt32LE(header.length, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  return header;
}

const drawing = sharp({ create: { width: 640, height: 320, channels: 3, background: "#4481eb" } });
export const PNG = await drawing.clone().png().toBuffer();
const JPEG = await drawing.clone().jpeg().toBuffer();
const TIFF = await drawing.clone().tiff().toBuffer();
const GIF = await drawing.clone().gif().toBuffer();

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function asf(): Buffer {
  const header = Buffer.alloc(30);
  Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex").copy(header);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(40n);
  return Buffer.concat([
    header,
    Buffer.from("9107dcb7b7a9cf118ee600c00c205365", "hex"),
    size,
    Buffer.from("c0ef19bc4d5bcf11a8fd00805f5c442b", "hex"),
    Buffer.alloc(64),
  ]);
}

export const SAMPLES: Readonly<Record<string, Buffer>> = {
  mp3: Buffer.concat([
    Buffer.from("ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000"),
    Buffer.from("fffb9000", "hex"),
    Buffer.alloc(800),
  ]),
  bmp: bitmap(1, 1),
  gif: GIF,
  jpg: JPEG,
  jpeg: JPEG,
  png: PNG,
  tif: TIFF,
  tiff: TIFF,
  eml: Buffer.from("From: visitor@example.com\r\nSubject: Dress\r\n\r\nHello"),
  pdf: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"),
  key: apple("MasterSlide.iwa"),
  numbers: apple("Tables/Table.iwa"),
  pages: apple("Metadata.iwa"),
  odp: openDocument("presentation"),
  otp: openDocument("presentation-template"),
  ods: openDocument("spreadsheet"),
  ots: openDocument("spreadsheet-template"),
  odt: openDocument("text"),
  ott: openDocument("text-template"),
  pps: legacy("PowerPoint Document"),
  ppt: legacy("PowerPoint Document"),
  pot: legacy("PowerPoint Document"),
  pptx: openXml("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
  csv: Buffer.from("name;size\nRöckchen;38\n"),
  xls: legacy("Workbook"),
  xlc: legacy("Book"),
  xlt: legacy("Workbook"),
  xlsm: openXml("application/vnd.ms-excel.sheet.macroEnabled"),
  xlsx: openXml(`${EXCEL}.sheet`),
  xltm: openXml("application/vnd.ms-excel.template.macroEnabled"),
  xltx: openXml(`${EXCEL}.template`),
  avi: Buffer.from("RIFF\u0010\u0000\u0000\u0000AVI LIST\u0000\u0000\u0000\u0000"),
  flv: Buffer.from("FLV\u0001\u0005\u0000\u0000\u0000\u0009\u0000\u0000\u0000\u0000"),
  m4v: mpeg4("M4V "),
  mkv: Buffer.concat([Buffer.from("1a45dfa38b4282886d6174726f736b61", "hex"), Buffer.alloc(32)]),
  mov: mpeg4("qt  "),
  mp4: mpeg4("isom"),
  mpg: Buffer.from("000001ba21000100010000010000000000", "hex"),
  qt: mpeg4("qt  "),
  wmv: asf(),
  doc: legacy("WordDocument"),
  docm: openXml("application/vnd.ms-word.document.macroEnabled"),
  docx: openXml(`${WORD}.document`),
  dotm: openXml("application/vnd.ms-word.template.macroEnabledTemplate"),
  dotx: openXml(`${WORD}.template`),
};

/** A PNG whose header promises far more pixels than the file has. */
function bomb(): Buffer {
  const content = Buffer.from(PNG);
  content.writeUInt32BE(60_000, 16);
  content.writeUInt32BE(60_000, 20);
  content.writeUInt32BE(crc32(content.subarray(12, 29)), 29);
  return content;
}

/** What may never be sent under an allowed name, or at all. */
export const HOSTILE: readonly [name: string, content: Buffer, code: string][] = [
  ["page.html", Buffer.from("<html></html>"), "attachment_type_refused"],
  ["drawing.svg", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "attachment_type_refused"],
  ["program.exe", Buffer.from("MZ"), "attachment_type_refused"],
  ["noextension", PNG, "attachment_type_refused"],
  [".png", PNG, "attachment_type_refused"],
  ["image.png", JPEG, "attachment_mismatch"],
  ["image.png", Buffer.from("<script>alert(1)</script>"), "attachment_mismatch"],
  ["image.png", Buffer.alloc(0), "attachment_mismatch"],
  ["image.png", PNG.subarray(0, 60), "attachment_mismatch"],
  ["list.csv", Buffer.from(" <!doctype html><script>alert(1)</script>"), "attachment_mismatch"],
  ["list.csv", Buffer.from("<svg onload='alert(1)'/>"), "attachment_mismatch"],
  ["list.csv", PNG, "attachment_mismatch"],
  ["mail.eml", Buffer.from("no header at all"), "attachment_mismatch"],
  ["letter.doc", legacy("Workbook"), "attachment_mismatch"],
  ["letter.docx", zip({ "evil.js": "alert(1)" }), "attachment_mismatch"],
  ["letter.pages", zip({ "evil.js": "alert(1)" }), "attachment_mismatch"],
  ["film.mp4", Buffer.from("%PDF-1.7"), "attachment_mismatch"],
  ["bomb.png", bomb(), "attachment_image_too_large"],
  ["bomb.bmp", bitmap(60_000, 60_000), "attachment_image_too_large"],
];

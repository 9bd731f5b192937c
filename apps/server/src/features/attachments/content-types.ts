/** How the server serves what has an extension, and what the file must turn out to be. */
export interface ContentRule {
  contentType: string;
  /** What the content may be recognised as, by its first bytes. */
  recognised: readonly string[];
  /** Of a container, what its entries' names must contain, one of them. */
  entries?: readonly string[];
  /** Content that has no marks of its own. */
  text?: "csv" | "eml";
}

const MPEG_4 = ["mp4", "m4v", "mov"];
const OPEN_XML = "application/vnd.openxmlformats-officedocument";
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";

const image = (contentType: string, ...recognised: string[]): ContentRule => ({ contentType, recognised });
const legacy = (contentType: string, ...entries: string[]): ContentRule => ({
  contentType,
  recognised: ["cfb"],
  entries,
});
/** Older ones are told from other archives by their entries only. */
const apple = (contentType: string, recognised: string): ContentRule => ({
  contentType,
  recognised: [recognised, "zip"],
  entries: ["Index/", "Index.zip", "index.apxl", "index.xml"],
});

export const CONTENT_RULES: Readonly<Record<string, ContentRule>> = {
  mp3: { contentType: "audio/mpeg", recognised: ["mp3"] },
  bmp: image("image/bmp", "bmp"),
  gif: image("image/gif", "gif"),
  jpg: image("image/jpeg", "jpg"),
  jpeg: image("image/jpeg", "jpg"),
  png: image("image/png", "png", "apng"),
  tif: image("image/tiff", "tif"),
  tiff: image("image/tiff", "tif"),
  eml: { contentType: "message/rfc822", recognised: [], text: "eml" },
  pdf: { contentType: "application/pdf", recognised: ["pdf"] },
  key: apple("application/vnd.apple.keynote", "key"),
  numbers: apple("application/vnd.apple.numbers", "numbers"),
  pages: apple("application/vnd.apple.pages", "pages"),
  odp: { contentType: `${OPEN_DOCUMENT}.presentation`, recognised: ["odp"] },
  otp: { contentType: `${OPEN_DOCUMENT}.presentation-template`, recognised: ["otp"] },
  ods: { contentType: `${OPEN_DOCUMENT}.spreadsheet`, recognised: ["ods"] },
  ots: { contentType: `${OPEN_DOCUMENT}.spreadsheet-template`, recognised: ["ots"] },
  odt: { contentType: `${OPEN_DOCUMENT}.text`, recognised: ["odt"] },
  ott: { contentType: `${OPEN_DOCUMENT}.text-template`, recognised: ["ott"] },
  pps: legacy("application/vnd.ms-powerpoint", "PowerPoint Document"),
  ppt: legacy("application/vnd.ms-powerpoint", "PowerPoint Document"),
  pot: legacy("application/vnd.ms-powerpoint", "PowerPoint Document"),
  pptx: { contentType: `${OPEN_XML}.presentationml.presentation`, recognised: ["pptx"] },
  csv: { contentType: "text/csv", recognised: [], text: "csv" },
  xls: legacy("application/vnd.ms-excel", "Workbook", "Book"),
  xlc: legacy("application/vnd.ms-excel", "Workbook", "Book"),
  xlt: legacy("application/vnd.ms-excel", "Workbook", "Book"),
  xlsm: { contentType: "application/vnd.ms-excel.sheet.macroenabled.12", recognised: ["xlsm"] },
  xlsx: { contentType: `${OPEN_XML}.spreadsheetml.sheet`, recognised: ["xlsx"] },
  xltm: { contentType: "application/vnd.ms-excel.template.macroenabled.12", recognised: ["xltm"] },
  xltx: { contentType: `${OPEN_XML}.spreadsheetml.template`, recognised: ["xltx"] },
  avi: { contentType: "video/x-msvideo", recognised: ["avi"] },
  flv: { contentType: "video/x-flv", recognised: ["flv"] },
  m4v: { contentType: "video/mp4", recognised: MPEG_4 },
  mkv: { contentType: "video/x-matroska", recognised: ["mkv", "webm"] },
  mov: { contentType: "video/quicktime", recognised: MPEG_4 },
  mp4: { contentType: "video/mp4", recognised: MPEG_4 },
  mpg: { contentType: "video/mpeg", recognised: ["mpg"] },
  qt: { contentType: "video/quicktime", recognised: MPEG_4 },
  wmv: { contentType: "video/x-ms-wmv", recognised: ["asf"] },
  doc: legacy("application/msword", "WordDocument"),
  docm: { contentType: "application/vnd.ms-word.document.macroenabled.12", recognised: ["docm"] },
  docx: { contentType: `${OPEN_XML}.wordprocessingml.document`, recognised: ["docx"] },
  dotm: { contentType: "application/vnd.ms-word.template.macroenabled.12", recognised: ["dotm"] },
  dotx: { contentType: `${OPEN_XML}.wordprocessingml.template`, recognised: ["dotx"] },
};

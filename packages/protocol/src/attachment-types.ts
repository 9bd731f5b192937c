/** What may be attached: extensions in lower case. What a file holds has to agree with its extension. */
export const ATTACHMENT_EXTENSIONS: readonly string[] = [
  ..."mp3 bmp gif jpg jpeg png tif tiff eml pdf".split(" "),
  ..."key odp otp pps ppt pptx pot".split(" "),
  ..."csv numbers ods ots xls xlsm xlsx xlc xlt xltm xltx".split(" "),
  ..."avi flv m4v mkv mov mp4 mpg qt wmv".split(" "),
  ..."doc docm docx dotm dotx pages odt ott".split(" "),
];

export const ATTACHMENT_LIMITS = {
  /** Bytes of one file. */
  bytes: 10 * 1024 * 1024,
  /** Characters of a file's name. */
  nameLength: 200,
  /** Files of one message. */
  perMessage: 10,
} as const;

/** The headers of an upload: the name percent-encoded, and for visitors what proves who they are. */
export const ATTACHMENT_HEADERS = {
  name: "x-beckon-name",
  identityId: "x-beckon-identity",
  identitySecret: "x-beckon-secret",
  token: "x-beckon-token",
} as const;

/** In lower case; empty for a name that has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 1 ? "" : name.slice(dot + 1).toLowerCase();
}

import { ATTACHMENT_EXTENSIONS, ATTACHMENT_LIMITS, extensionOf } from "@beckon/protocol/attachment-types";
import type { FileFault } from "../composed-files.ts";

/**
 * What can be said against a file before it is uploaded, or null. `countBefore`: how many files the message has already.
 * What it holds is the server's to judge.
 */
export function judgeFile({ name, size }: File, countBefore: number, locale: string): FileFault | null {
  if (countBefore >= ATTACHMENT_LIMITS.perMessage) {
    const values = { limit: ATTACHMENT_LIMITS.perMessage.toLocaleString(locale) };
    return { key: "attachment_error.too_many", values, mayPass: false };
  }
  if (!ATTACHMENT_EXTENSIONS.includes(extensionOf(name))) return refusedType();
  return size > ATTACHMENT_LIMITS.bytes ? tooLarge(locale) : null;
}

/** The same sentence for what the server finds. `mayPass` as the server says. */
export function explainRefusal(code: string, mayPass: boolean, locale: string): FileFault {
  switch (code) {
    case "attachment_too_large":
      return tooLarge(locale);
    case "attachment_type_refused":
      return refusedType();
    case "attachment_mismatch":
      return { key: "attachment_error.mismatch", mayPass: false };
    default:
      return { key: mayPass ? "attachment_error.unknown" : "attachment_error.message", mayPass };
  }
}

function refusedType(): FileFault {
  const values = { extensions: ATTACHMENT_EXTENSIONS.join(", ") };
  return { key: "attachment_error.file_type_not_allowed", values, mayPass: false };
}

function tooLarge(locale: string): FileFault {
  const megabytes = new Intl.NumberFormat(locale, { style: "unit", unit: "megabyte" });
  const limit = megabytes.format(ATTACHMENT_LIMITS.bytes / 1024 / 1024);
  return { key: "attachment_error.file_too_large", values: { limit }, mayPass: false };
}

/** Downloads the text as a file and puts it on the clipboard. Answers with what was done, for the person who asked. */
export const saveText = async (text: string, fileName: string): Promise<string> => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
  try {
    await navigator.clipboard.writeText(text);
    return `Saved as ${fileName}, and copied.`;
  } catch {
    // No permission, or a page without TLS.
    return `Saved as ${fileName}.`;
  }
};

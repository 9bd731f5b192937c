import { ensurePrograms } from "./programs.mjs";

/** In which the console offers code for the website's server, beside Node. C# runs where its program is: Debian has none. */
const languages = [
  { name: "PHP", programs: [["php"]], packages: ["php-cli"] },
  { name: "Python", programs: [["python3"]], packages: ["python3-minimal"] },
  { name: "Ruby", programs: [["ruby"]], packages: ["ruby"] },
  { name: "Java", programs: [["java"]], packages: ["default-jdk-headless"] },
  { name: "Go", programs: [["go"]], packages: ["golang-go"] },
];

/** Sees to the languages of that code, which a test runs in each. Resolves to a line of the summary. */
export async function ensureSnippetLanguages() {
  const found = await ensurePrograms(languages);
  const told = found.map(({ entry, missing }) =>
    missing === undefined ? entry.name : `${entry.name} (no: ${missing})`,
  );
  return `  code for servers: Node, ${told.join(", ")}`;
}

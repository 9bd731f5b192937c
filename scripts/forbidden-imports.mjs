import { decisionFiles, featureDoor, packageRules, serverFloors, workspaceDoor } from "./import-rules.mjs";

/** The sentences of the rules that an edge of the import graph breaks; none when it is fine. */
export function brokenRules(edge) {
  const rules = [packageRule, workspaceDoorRule, libraryRule];
  if (!isTest(edge.from)) rules.push(floorRule, featureDoorRule, decisionRule);
  return rules.map((rule) => rule(edge)).filter((sentence) => sentence !== undefined);
}

function packageRule({ from, to, kind }) {
  const own = ruleOf(from);
  const other = to === undefined ? undefined : ruleOf(to);
  if (own === undefined || other === undefined || own === other) return undefined;
  const allowed = (isTest(from) ? own.testsMayImport?.[other.folder] : undefined) ?? own.mayImport[other.folder];
  if (allowed === "always" || (allowed === "types" && kind === "types")) return undefined;
  if (allowed === "lazily" && kind !== "static") return undefined;
  return own.sentence;
}

function workspaceDoorRule({ from, to, target }) {
  if (to === undefined || !target.startsWith(".") || to.startsWith("spec/")) return undefined;
  return ruleOf(from) === ruleOf(to) ? undefined : workspaceDoor;
}

/** Outside of src/ stand build configurations, whose libraries reach no website. */
function libraryRule({ from, to, target, kind }) {
  const own = ruleOf(from);
  const ships = own?.libraries !== undefined && from.startsWith(`${own.folder}/src/`) && !isTest(from);
  if (!ships || to !== undefined || kind === "types" || own.libraries.includes(packageOf(target))) return undefined;
  return own.libraries.length === 0
    ? `${own.folder} uses no library.`
    : `${own.folder} uses no library but ${own.libraries.join(", ")}.`;
}

function floorRule({ from, to }) {
  const own = floorOf(from);
  const other = to === undefined ? undefined : floorOf(to);
  if (own === undefined) return undefined;
  if (own === -1) return `${from.split("/").slice(0, 4).join("/")} stands on no floor of scripts/import-rules.mjs.`;
  return other !== undefined && other < own ? serverFloors.sentence : undefined;
}

function featureDoorRule({ from, to }) {
  const own = featureOf(from);
  const other = to === undefined ? undefined : featureOf(to);
  if (own === undefined || other === undefined || own === other) return undefined;
  return to === `${featureDoor.folder}/${other}/${featureDoor.door}` ? undefined : featureDoor.sentence;
}

function decisionRule({ from, to, target, kind }) {
  if (!from.endsWith(decisionFiles.ending) || kind === "types") return undefined;
  if (to === undefined && decisionFiles.libraries.includes(packageOf(target))) return undefined;
  const pure = to?.endsWith(decisionFiles.ending) || decisionFiles.mayImport.some((one) => to?.startsWith(`${one}/`));
  return pure ? undefined : decisionFiles.sentence;
}

function ruleOf(path) {
  return packageRules.find(({ folder }) => path.startsWith(`${folder}/`));
}

/** 0 at the top; -1 for a folder that the rules do not name; undefined outside of the server. */
function floorOf(path) {
  if (!path.startsWith(`${serverFloors.folder}/`)) return undefined;
  const [folder, ...rest] = path.slice(serverFloors.folder.length + 1).split("/");
  return rest.length === 0 ? 0 : serverFloors.floors.findIndex((floor) => floor.includes(folder));
}

function featureOf(path) {
  const inside = path.startsWith(`${featureDoor.folder}/`) ? path.slice(featureDoor.folder.length + 1) : "";
  return inside.includes("/") ? inside.split("/")[0] : undefined;
}

function packageOf(target) {
  const parts = target.split("/");
  return target.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}

function isTest(path) {
  return /\.test\.tsx?$|\/test\//.test(path);
}

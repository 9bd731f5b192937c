import { expect, it } from "vitest";
import { addRecent } from "../src/later/picker/recent-emoji.ts";

it("WIN43: what was picked before stands newest first, each once, and is bounded", () => {
  expect(addRecent("", "🙂")).toBe("🙂");
  expect(addRecent("🙂 🎉", "🎉")).toBe("🎉 🙂");
  const many = "😀 😃 😄 😁 😆 😅 😂 🤣 🙂 🙃 😉 😊 😇 🥰";
  expect(addRecent(many, "👋").split(" ")).toHaveLength(14);
  expect(addRecent(many, "👋").startsWith("👋 😀")).toBe(true);
});

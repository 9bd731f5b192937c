import type { TextKey } from "../../text/english.ts";

export interface EmojiGroup {
  name: TextKey;
  /** Separated by spaces; the first one stands for the group. */
  emoji: string;
}

/** What people write in a conversation with a company; a phone's own keyboard has all of them. */
export const EMOJI_GROUPS: readonly EmojiGroup[] = [
  {
    name: "emoji.faces",
    emoji:
      "😀 😃 😄 😁 😆 😅 😂 🤣 🙂 🙃 😉 😊 😇 🥰 😍 🤩 😘 😗 😚 😋 😛 😜 🤪 😝 🤗 🤭 🤫 🤔 🤐 🤨 😐 😑 😶 😏 😒 🙄 😬 😌 😔 😪 🤤 😴 😷 🤒 🤕 🤢 🤧 🥵 🥶 😵 🤯 🥳 😎 🤓 🧐 😕 😟 🙁 😮 😯 😲 😳 🥺 😨 😰 😥 😢 😭 😱 😖 😣 😞 😓 😩 😫 🥱 😤 😡 😠 🤖 👻 🎃",
  },
  {
    name: "emoji.people",
    emoji:
      "👋 🤚 ✋ 👌 🤏 ✌️ 🤞 🤟 👈 👉 👆 👇 ☝️ 👍 👎 ✊ 👊 👏 🙌 👐 🤲 🤝 🙏 💪 👀 👂 🧠 👶 🧒 👦 👧 🧑 👨 👩 🧓 👴 👵 🙋 🤷 🤦 🙇 💁 🙅 🙆 🧑‍💻 👮 🕵️ 👷 👸 🎅 🦸 🧙 🧚 💃 🕺 👫 👪",
  },
  {
    name: "emoji.hearts",
    emoji: "❤️ 🧡 💛 💚 💙 💜 🖤 🤍 🤎 💔 💕 💞 💓 💗 💖 💘 💝 💯 💢 💥 💫 💦 💤 ✨ ⭐ 🌟 🔥 🎉 🎊 🎈 🎁 🏆 🥇",
  },
  {
    name: "emoji.nature",
    emoji:
      "🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐨 🐯 🦁 🐮 🐷 🐸 🐵 🙈 🙉 🙊 🐔 🐧 🐦 🦆 🦉 🐴 🦄 🐝 🦋 🐌 🐞 🐢 🐍 🐙 🐠 🐬 🐳 🌵 🎄 🌲 🌳 🌴 🌱 🍀 🍁 🍄 🌹 🌻 🌷 🌸 💐 🌍 🌙 ☀️ ⛅ 🌧️ ⛈️ ❄️ ⛄ 🌈 🌊",
  },
  {
    name: "emoji.food",
    emoji:
      "🍏 🍎 🍐 🍊 🍋 🍌 🍉 🍇 🍓 🍒 🍑 🍍 🥝 🍅 🥑 🥕 🌽 🥔 🍞 🥐 🥖 🧀 🥚 🥞 🍗 🍔 🍟 🍕 🌭 🥪 🌮 🥗 🍝 🍜 🍣 🍱 🍦 🍩 🍪 🎂 🍰 🍫 🍬 🍭 🍯 ☕ 🍵 🥤 🍺 🥂 🍷",
  },
  {
    name: "emoji.travel",
    emoji:
      "🚗 🚕 🚌 🚎 🏎️ 🚓 🚑 🚒 🚚 🚜 🛴 🚲 🛵 🏍️ 🚂 🚆 🚇 🚊 ✈️ 🚀 🚁 ⛵ 🚢 ⚓ 🚧 🚦 🗺️ 🏠 🏡 🏢 🏥 🏦 🏨 🏪 🏫 🏖️ 🏝️ ⛰️ 🏕️ 🌅 🌆 🌉 ⚽ 🏀 🏈 🎾 🏐 🎱 🏓 🎮 🎲 🎵 🎸 🎬 🎨",
  },
  {
    name: "emoji.objects",
    emoji:
      "💡 📱 💻 ⌨️ 🖨️ 📷 📞 ☎️ 📺 ⏰ ⌛ 🔋 🔌 🔦 💸 💶 💷 💵 💳 🧾 ✉️ 📧 📦 📫 📝 📄 📅 📌 📎 ✂️ 🔒 🔓 🔑 🔨 🔧 🧰 🧲 🧪 💊 🚪 🛏️ 🛋️ 🚿 🧹 🧺 🧼 🛒 👕 👖 👗 👚 👛 👜 🎒 👟 👠 👢 👑 👒 🎩 🕶️ 💍 ✅ ❌ ❓ ❗ ⚠️ 🚫 ♻️ 🔄 ➕ ➖ ▶️ 🏁",
  },
];

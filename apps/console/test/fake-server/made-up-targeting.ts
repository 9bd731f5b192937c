import type { Trigger } from "@beckon/protocol";
import type { FakeTargeting } from "./fake-targeting.ts";

export type TriggerFields = Omit<Trigger, "id" | "source_id" | "created_at" | "problems">;

export function makeTriggerFields(label: string, fields: Partial<TriggerFields> = {}): TriggerFields {
  return {
    label,
    active: true,
    only_if_agents_available: false,
    queuing_factor: null,
    holdout_share: 0,
    conditions: [],
    actions: { show_chat: "open", item_ids: [], automatic_message_id: null, hide_items: false },
    after: { no_other_trigger: false, once_per_visit: false },
    category_ids: [],
    language: null,
    ...fields,
  };
}

/** A shop with a bit of everything. The ids of what tests look for are given back. */
export function addShopTargeting(targeting: FakeTargeting, sourceId: string) {
  const shared = { source_id: sourceId };
  const button = targeting.add("items", {
    ...shared,
    label: "Chat button",
    type: "button",
    placement: { kind: "floating", corner: "bottom_right", offset_x: 24, offset_y: 24 },
    online_offline: true,
    html: '<button class="help chat_item_action"><span class="chat_show_when_online">Chat with us</span><span class="chat_show_when_offline">Leave a message</span></button>',
    css: ".help {\n  padding: 12px 20px;\n  border: 0;\n  border-radius: 24px;\n  background: #2a66d9;\n  color: #fff;\n  font: 600 15px system-ui;\n}\n",
  });
  const invitation = targeting.add("items", {
    ...shared,
    label: "Need help with your order?",
    type: "invitation",
    placement: { kind: "corner", corner: "bottom_right", offset_x: 24, offset_y: 96 },
    online_offline: false,
    html: '<div class="card"><button class="chat_item_dismiss" aria-label="Close">×</button><p>Need help with your order?</p><button class="go chat_item_action">Ask us</button></div>',
    css: ".card {\n  width: 260px;\n  padding: 20px;\n  border-radius: 16px;\n  background: #fff;\n  color: #181d27;\n  box-shadow: 0 8px 30px rgb(0 0 0 / 20%);\n}\n",
  });
  const message = targeting.add("automatic_messages", {
    ...shared,
    label: "Order help",
    body: "Hello. Do you need help with your order?",
  });
  targeting.add("custom_variables", {
    ...shared,
    label: "Cart amount",
    name: "custom_cart_amount",
    type: "number",
    filling: { kind: "selector", selector: "#cart .total", read: "text", pattern: "([\\d.,]+)" },
  });
  targeting.add("custom_variables", {
    ...shared,
    label: "Loyalty level",
    name: "custom_loyalty",
    type: "string",
    filling: null,
  });
  const cartLeavers = targeting.add("triggers", {
    ...shared,
    ...makeTriggerFields("Cart leavers", {
      conditions: [
        { criterion: "page_url", position: "previous", operator: "contains", value: "/order/" },
        { criterion: "page_url", position: "current", operator: "not_contains", value: "/order/" },
      ],
      actions: { show_chat: null, item_ids: [invitation.id], automatic_message_id: message.id, hide_items: false },
      after: { no_other_trigger: false, once_per_visit: true },
      only_if_agents_available: true,
    }),
  });
  const bigCarts = targeting.add("triggers", {
    ...shared,
    ...makeTriggerFields("Big carts", {
      conditions: [
        { criterion: "custom_cart_amount", position: "current", operator: "gte", value: 90 },
        { criterion: "page_visit_duration", position: "current", operator: "gte", value: 30 },
      ],
      holdout_share: 0.01,
    }),
  });
  const everywhere = targeting.add("triggers", {
    ...shared,
    ...makeTriggerFields("Button on every page", {
      actions: { show_chat: null, item_ids: [button.id], automatic_message_id: null, hide_items: false },
    }),
  });
  const evenings = targeting.add("triggers", {
    ...shared,
    ...makeTriggerFields("Evenings", {
      active: false,
      conditions: [{ criterion: "time", position: "current", operator: "gte", value: "20:00" }],
    }),
  });
  return { button, invitation, message, cartLeavers, bigCarts, everywhere, evenings };
}

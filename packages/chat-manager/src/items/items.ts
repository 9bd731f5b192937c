import type { CompiledItem, OfferMode } from "@beckon/targeting";
import { loadClient } from "../chat/client-file.ts";
import { countShown } from "../offer-counts.ts";
import { type Cause, emit, itemData } from "../site/events.ts";
import { source } from "../source.ts";
import { pageViewId, record, store } from "../visit/visit-record.ts";
import { createHost, pressedIn } from "./item-element.ts";

export interface ItemOffer {
  readonly item: CompiledItem;
  readonly mode: OfferMode;
  readonly cause: Cause;
  /** Opens the Chat, with what else the trigger wants after the click. */
  readonly open: () => Promise<unknown>;
}

/** An item on screen. */
interface Shown {
  readonly item: CompiledItem;
  readonly host: HTMLElement;
  /** The latest offer of the item counts. */
  renew(offer: ItemOffer): void;
  remove(): void;
  dismiss(): void;
}

const PROBLEM = "The chat could not be loaded. Please try again.";

const shownItems = new Set<Shown>();
/** Item → page view on which it was dismissed last. */
const dismissedOn = new Map<CompiledItem, string>();
let isChatShown = false;

/** A fixed item needs its place in the page; any other one stands above it, outside of the body that frameworks replace. */
export const placeOf = ({ id, placement }: CompiledItem): HTMLElement | null =>
  placement.kind === "fixed"
    ? (document.getElementById(`dimelo_chat_item_markup_${id}`) ?? document.getElementById(`beckon_item_${id}`))
    : document.documentElement;

const isDismissed = (item: CompiledItem): boolean =>
  source.visit_dismissal === "page"
    ? dismissedOn.get(item) === pageViewId
    : !!store.visit?.dismissedItemIds.includes(item.id);

const giveWay = ({ host, item }: Shown): void => {
  host.hidden = isChatShown && item.gives_way;
};

export const makeRoomForChat = (isShown: boolean): void => {
  isChatShown = isShown;
  shownItems.forEach(giveWay);
};

const display = (first: ItemOffer, place: HTMLElement): void => {
  let offer = first;
  const { item } = first;
  const tell = (event: string): void => emit(event, { mode: offer.mode, ...offer.cause, ...itemData(item) });
  const [host, frame] = createHost(item);
  const [container, problem] = frame.children as unknown as readonly [HTMLElement, HTMLElement];
  const dialog = item.placement.kind === "modal" ? (frame as HTMLDialogElement) : null;

  const open = async (): Promise<void> => {
    container.ariaBusy = "true";
    problem.textContent = "";
    try {
      await loadClient();
      // Gone before the window comes, so that a modal one does not keep the focus.
      if (item.placement.kind !== "fixed") shown.remove();
      await offer.open();
    } catch {
      problem.textContent = PROBLEM;
    }
    container.ariaBusy = null;
  };

  const press = (event: Event): void => {
    const dismisses = pressedIn(event);
    if (dismisses === null) return;
    event.preventDefault();
    if (dismisses) shown.dismiss();
    else open();
  };
  for (const type of ["click", "keydown"]) container.addEventListener(type, press);
  const shown: Shown = {
    item,
    host,
    renew: (latest) => {
      offer = latest;
      container.className = `chat_item chat_mode_${offer.mode} dimelo_chat_mode_${offer.mode}`;
    },
    remove: () => {
      shownItems.delete(shown);
      // Closing gives the focus back to where it was.
      dialog?.close();
      host.remove();
    },
    dismiss: () => {
      shown.remove();
      dismissedOn.set(item, pageViewId);
      record({ kind: "item_dismissed", itemId: item.id });
      tell("item_dismissed");
    },
  };
  for (const reach of ["pointerenter", "focusin"]) {
    host.addEventListener(reach, () => loadClient().catch(() => {}), { once: true, passive: true });
  }
  // The dialog's own Escape, and a click on its backdrop.
  dialog?.addEventListener("cancel", shown.dismiss);
  dialog?.addEventListener("click", ({ target }) => target === dialog && shown.dismiss());
  shownItems.add(shown);
  shown.renew(first);
  giveWay(shown);
  place.append(host);
  dialog?.showModal();
  // Below the fold, or in a tab in the background, it is not on screen yet.
  new IntersectionObserver(([entry], observer) => {
    if (!entry?.isIntersecting) return;
    observer.disconnect();
    countShown(offer.cause.trigger_id);
  }).observe(container);
  tell("item_shown");
  tell(`${item.type}_shown`);
};

/** One that the visitor has dismissed, or that has no place in the page, is not shown; one that is there stays. */
export const showItem = (offer: ItemOffer): void => {
  const { item } = offer;
  const place = placeOf(item);
  if (!place || isDismissed(item)) return;
  for (const before of shownItems) {
    const isSame = before.item === item;
    if (isSame && before.host.isConnected) {
      before.renew(offer);
      return;
    }
    // One invitation at a time: the latest.
    if (isSame || (item.type === "invitation" && before.item.type === item.type)) before.remove();
  }
  display(offer, place);
};

/** All, or only those that were dismissed in another tab. */
export const hideItems = (dismissedOnly = false): void => {
  for (const shown of shownItems) if (!dismissedOnly || isDismissed(shown.item)) shown.remove();
};

/** While nothing else has the focus, Escape is for the invitation. */
addEventListener("keydown", ({ key, defaultPrevented }) => {
  const { activeElement, body } = document;
  for (const { item, host, dismiss } of shownItems) {
    const isFree = !activeElement || activeElement === body || activeElement === host;
    if (key === "Escape" && !defaultPrevented && isFree && item.type === "invitation") dismiss();
  }
});

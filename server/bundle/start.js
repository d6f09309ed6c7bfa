// Starts the islands of a page: loads the program, then wakes each island in document order.
import init, * as islands from "GLUE";

await init({ module_or_path: "WASM" });
islands.hydrate();
for (const island of document.querySelectorAll("leptos-island")) {
  islands[island.dataset.component]?.(island);
}
document.documentElement.dataset.alive = "";

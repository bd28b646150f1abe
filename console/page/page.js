// Enter, or the button, opens the console again once it was closed; the terminal has the keyboard from the first moment on.
function again() {
  window.location.reload();
}
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("again").addEventListener("click", again);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && document.body.classList.contains("-closed")) again();
  });
  new MutationObserver(() => {
    const typed = document.querySelector(".xterm-helper-textarea");
    if (typed && document.body.classList.contains("-first-byte")) typed.focus();
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
});

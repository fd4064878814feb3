// Tells the page that opened this window, or frames it, how it ended; then there is nothing to see.
const { message, origin } = document.querySelector('[data-message]').dataset
const shop = window.opener ?? (window.parent === window ? undefined : window.parent)
shop?.postMessage(JSON.parse(message), origin)

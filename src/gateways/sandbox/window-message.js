// Posts the outcome to the opener or parent, then closes the window.
const { message, origin } = document.querySelector('[data-message]').dataset
const shop = window.opener ?? (window.parent === window ? undefined : window.parent)
shop?.postMessage(JSON.parse(message), origin)

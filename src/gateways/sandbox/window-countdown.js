// Countdown, and protection against double clicks. The page works without it.
const clock = document.querySelector('[data-left-ms]')
const bar = document.querySelector('[data-bar]')
const spoken = document.querySelector('[data-spoken]')
const leftAtStart = Number(clock.dataset.leftMs)
const startedAt = performance.now()

const timer = setInterval(() => {
  const left = leftAtStart - (performance.now() - startedAt)
  if (left <= 0) {
    clearInterval(timer)
    location.reload()
    return
  }
  const seconds = Math.ceil(left / 1000)
  clock.textContent = clock.dataset.words
    .replace('{minutes}', String(Math.floor(seconds / 60)))
    .replace('{seconds}', String(seconds % 60))
  bar.value = left
  if (seconds <= 60 && !spoken.textContent) spoken.textContent = spoken.dataset.soon
}, 500)

document.querySelector('form').addEventListener('submit', ({ target }) => {
  // after the form is serialized: a disabled button is not sent
  setTimeout(() => {
    for (const button of target.querySelectorAll('button')) button.disabled = true
    spoken.textContent = spoken.dataset.busy
    spoken.classList.add('seen')
  })
})

// Reloads a page restored by the back button.
addEventListener('pageshow', ({ persisted }) => persisted && location.reload())

let audio: AudioContext | undefined

/** A short sound of two tones. Silent until the page was pressed once: browsers ask for that. */
export async function chime(): Promise<void> {
  try {
    audio ??= new AudioContext()
    await audio.resume()
    const at = audio.currentTime
    for (const [frequency, from] of [
      [880, 0],
      [1174.7, 0.14],
    ] as const) {
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      tone.frequency.value = frequency
      volume.gain.setValueAtTime(0.12, at + from)
      volume.gain.exponentialRampToValueAtTime(0.0001, at + from + 0.22)
      tone.connect(volume).connect(audio.destination)
      tone.start(at + from)
      tone.stop(at + from + 0.24)
    }
  } catch {
    // No sound device, or none allowed: the badge says the same.
  }
}

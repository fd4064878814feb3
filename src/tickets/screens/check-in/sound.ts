let audio: AudioContext | undefined

/** A high tone for a welcome, a low one twice for anything else; and a shake, where a device can. */
export async function sound(isGood: boolean): Promise<void> {
  navigator.vibrate?.(isGood ? 60 : [120, 80, 120])
  try {
    audio ??= new AudioContext()
    await audio.resume()
    for (const [from, frequency] of isGood ? good : bad) {
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      const at = audio.currentTime + from
      tone.frequency.value = frequency
      tone.type = isGood ? 'sine' : 'square'
      volume.gain.setValueAtTime(0.2, at)
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.25)
      tone.connect(volume).connect(audio.destination)
      tone.start(at)
      tone.stop(at + 0.26)
    }
  } catch {
    // no sound device: the colour and the words say the same
  }
}

const good = [[0, 1320]] as const
const bad = [
  [0, 220],
  [0.3, 220],
] as const

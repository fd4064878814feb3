import { useState } from 'react'
import { useShellText } from './text.ts'

const themes = ['system', 'light', 'dark'] as const

/** Light, dark or as the system; the choice is stored. */
export function ThemeSelect() {
  const t = useShellText()
  const [theme, setTheme] = useState<string>(document.documentElement.dataset.theme ?? 'system')
  const choose = (wanted: string) => {
    setTheme(wanted)
    if (wanted === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = wanted
    try {
      if (wanted === 'system') localStorage.removeItem('jari-theme')
      else localStorage.setItem('jari-theme', wanted)
    } catch {
      // Storage may be blocked; then the choice lasts as long as the page.
    }
  }
  return (
    <label className="flex items-center gap-2">
      {t('theme.label')}
      <select
        value={theme}
        onChange={(event) => choose(event.target.value)}
        className="min-h-11 rounded-lg border border-edge bg-card px-2 text-ink"
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {t(`theme.${name}`)}
          </option>
        ))}
      </select>
    </label>
  )
}

import type { Problem } from '../../kernel/problem.ts'
import { HALL_SEATS_MOST, type PlacedSeat } from './hall-rules.ts'
import { tooManySeats } from './rules.ts'
import { type SeatKind, seatKinds } from './seat-rules.ts'

interface Said {
  readonly ko: string
  readonly en: string
}

export interface RefusedLine {
  /** From 1, as an editor counts. */
  readonly line: number
  readonly why: Said
}

/** What a file of seats says, and the lines of it that are none. */
export interface ReadHall {
  readonly seats: readonly PlacedSeat[]
  readonly refused: readonly RefusedLine[]
}

/** Lines of a file: a full hall, the head, and some that are empty or refused. */
const LINES_MOST = HALL_SEATS_MOST + 1_000
/** Characters of a line; a longer one is refused unread. */
const LINE_MOST = 1_000

const columns = ['section', 'row', 'number', 'level', 'x', 'y', 'kind'] as const
type Column = (typeof columns)[number]

const whys = {
  columns: {
    ko: '첫 줄에 section, row, number, level 항목 이름이 있어야 해요.',
    en: 'The first line must name the columns section, row, number and level.',
  },
  long: {
    ko: '한 줄은 1,000자를 넘을 수 없어요.',
    en: 'A line has at most 1,000 characters.',
  },
  number: {
    ko: '번호는 1에서 9999 사이의 숫자여야 해요.',
    en: 'The number must be from 1 to 9999.',
  },
  words: {
    ko: '구역과 열 이름은 20자까지 쓸 수 있어요.',
    en: 'Names of sections and rows have at most 20 characters.',
  },
  level: {
    ko: '등급 코드는 한글, 영문, 숫자로 12자까지 쓸 수 있어요.',
    en: 'The code of a level has at most 12 letters or digits.',
  },
  place: {
    ko: 'x와 y는 0에서 20000 사이의 숫자여야 해요.',
    en: 'x and y must be numbers from 0 to 20000.',
  },
  kind: {
    ko: 'kind는 regular, wheelchair, companion 중 하나여야 해요.',
    en: 'The kind must be regular, wheelchair or companion.',
  },
  twice: { ko: '위에 이미 나온 좌석이에요.', en: 'This seat is on an earlier line already.' },
} satisfies Record<string, Said>

/** The cells of a line (RFC 4180, without line breaks in a cell). */
export function cellsOf(line: string): string[] {
  const cells: string[] = []
  const cell = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(?:,|$)/y
  for (;;) {
    const found = cell.exec(line)
    if (!found) break
    cells.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? '').trim())
    if (cell.lastIndex >= line.length) {
      if (line.endsWith(',')) cells.push('')
      break
    }
  }
  return cells
}

/** Counts without splitting: most of a file that is too large is never looked at. */
function hasTooManyLines(text: string): boolean {
  let lines = 1
  for (const _ of text.matchAll(/\r\n|\r|\n/g)) {
    lines += 1
    if (lines > LINES_MOST) return true
  }
  return false
}

/**
 * Reads seats from CSV. What has no `x` and `y` is placed by its row and number.
 * Problem: too-many-seats.
 */
export function readHall(text: string): ReadHall | Problem {
  if (hasTooManyLines(text)) return tooManySeats({ most: HALL_SEATS_MOST })
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  if (head.length > LINE_MOST) return { seats: [], refused: [{ line: 1, why: whys.long }] }
  const names = cellsOf(head).map((name) => name.toLowerCase())
  const at = new Map(columns.map((column) => [column, names.indexOf(column)]))
  if (columns.slice(0, 4).some((column) => (at.get(column) ?? -1) < 0))
    return { seats: [], refused: [{ line: 1, why: whys.columns }] }
  const seats: PlacedSeat[] = []
  const refused: RefusedLine[] = []
  const seen = new Set<string>()
  const rows = new Map<string, number>()
  lines.forEach((line, index) => {
    if (line.trim() === '') return
    if (line.length > LINE_MOST) {
      refused.push({ line: index + 2, why: whys.long })
      return
    }
    const cells = cellsOf(line)
    const seat = seatOf((column) => cells[at.get(column) ?? -1] ?? '', rows)
    const words = 'ko' in seat ? '' : JSON.stringify([seat.section, seat.row, seat.number])
    if ('ko' in seat) refused.push({ line: index + 2, why: seat })
    else if (seen.has(words)) refused.push({ line: index + 2, why: whys.twice })
    else {
      seen.add(words)
      seats.push(seat)
    }
  })
  return { seats, refused }
}

const isWhole = (text: string, most: number): boolean => /^\d{1,5}$/.test(text) && +text <= most

const isName = (text: string): boolean => text.length <= 20 && !/\p{C}/u.test(text)

/** The seat of a line, or why it is none. */
function seatOf(cell: (column: Column) => string, rows: Map<string, number>): PlacedSeat | Said {
  const [section, row, level] = [cell('section'), cell('row'), cell('level')]
  if (!isName(section) || !isName(row)) return whys.words
  const number = cell('number')
  if (!isWhole(number, 9_999) || Number(number) === 0) return whys.number
  if (!/^[A-Za-z0-9가-힣]{1,12}$/.test(level)) return whys.level
  const kind = (cell('kind') || 'regular').toLowerCase()
  if (!seatKinds.includes(kind as SeatKind)) return whys.kind
  const [x, y] = [cell('x'), cell('y')]
  if ((x !== '' || y !== '') && !(isWhole(x, 20_000) && isWhole(y, 20_000))) return whys.place
  const rowKey = JSON.stringify([section, row])
  if (!rows.has(rowKey)) rows.set(rowKey, rows.size)
  return {
    ...{ section, row, level, number: Number(number), kind: kind as SeatKind },
    x: x === '' ? Number(number) * 10 : Number(x),
    y: y === '' ? 10 + (rows.get(rowKey) ?? 0) * 12 : Number(y),
  }
}

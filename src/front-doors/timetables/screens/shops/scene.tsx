import type { ReactNode } from 'react'
import { SceneFrame } from '../../../../stores/screens/scene-frame.tsx'
import type { SceneProps } from '../../../../web/door.ts'
import type { ShopKind } from '../../rules.ts'
import { kindOf } from '../kinds.ts'

/** A drawing of the shop's kind. */
export const Scene = ({ kind, className }: SceneProps) => (
  <SceneFrame className={className}>{scenes[kindOf(kind)]}</SceneFrame>
)

/** A mirror, scissors and a comb. */
const hair = (
  <>
    <rect x="56" y="14" width="48" height="58" rx="24" className="fill-card" />
    <path d="M66 40a14 14 0 0 1 10-14" className="stroke-edge" />
    <path d="M80 72v10M68 82h24" />
    <g className="stroke-accent">
      <path d="M31 36l14 28M45 36L31 64" />
      <circle cx="29" cy="69" r="5" className="fill-card" />
      <circle cx="47" cy="69" r="5" className="fill-card" />
    </g>
    <path d="M118 38h9v36a4 4 0 0 1-9 0z" className="fill-accent" />
    <path d="M127 42h7M127 48h7M127 54h7M127 60h7M127 66h7" />
  </>
)

/** A bottle of nail polish, and nails that are painted. */
const nails = (
  <>
    <path d="M62 82V52q0-6 6-6h14q6 0 6 6v30z" className="fill-accent" />
    <path d="M69 46l3-30h6l3 30z" className="fill-card" />
    <path d="M67 58h6" className="stroke-card" />
    <g className="fill-card">
      <path d="M22 82V60a8 8 0 0 1 16 0v22M42 82V52" />
      <path d="M104 82V62a8 8 0 0 1 16 0v20M122 82V66a8 8 0 0 1 16 0v16" />
    </g>
    <path d="M25 66v-6a5 5 0 0 1 10 0v6z" className="fill-accent" />
    <path d="M107 68v-6a5 5 0 0 1 10 0v6zM125 72v-6a5 5 0 0 1 10 0v6z" className="fill-accent" />
  </>
)

/** A building with a cross, between two trees. */
const clinic = (
  <>
    <path d="M48 82V38l32-18 32 18v44z" className="fill-card" />
    <path d="M76 36h8v7h7v8h-7v7h-8v-7h-7v-8h7z" className="fill-accent stroke-accent" />
    <path d="M72 82V66h16v16" className="fill-well" />
    <path d="M56 56h8v9h-8zM96 56h8v9h-8z" className="fill-well" />
    <path d="M31 82V68M129 82V68" />
    <circle cx="31" cy="60" r="10" className="fill-card" />
    <circle cx="129" cy="60" r="10" className="fill-card" />
  </>
)

/** A meeting table and a screen. */
const room = (
  <>
    <rect x="48" y="14" width="64" height="32" rx="4" className="fill-card" />
    <path d="M58 36l11-9 10 6 13-11 9 6" className="stroke-accent" />
    <path
      d="M40 66v-8a6 6 0 0 1 12 0v8M74 66v-8a6 6 0 0 1 12 0v8M108 66v-8a6 6 0 0 1 12 0v8"
      className="fill-card"
    />
    <rect x="28" y="64" width="104" height="8" rx="4" className="fill-accent" />
    <path d="M42 72l-4 10M118 72l4 10" />
  </>
)

/** A shop front with an awning. */
const other = (
  <>
    <path d="M44 44v38h72V44" className="fill-card" />
    <path d="M46 22h68l8 20H38z" className="fill-accent" />
    <path
      d="M38 42a7 7 0 0 0 14 0 7 7 0 0 0 14 0 7 7 0 0 0 14 0 7 7 0 0 0 14 0 7 7 0 0 0 14 0 7 7 0 0 0 14 0z"
      className="fill-card"
    />
    <path d="M54 82V60h16v22" className="fill-well" />
    <path d="M80 60h26v13H80z" className="fill-well" />
    <path d="M26 82V72M134 82V72" />
    <circle cx="26" cy="66" r="7" className="fill-card" />
    <circle cx="134" cy="66" r="7" className="fill-card" />
  </>
)

const scenes: Readonly<Record<ShopKind, ReactNode>> = { hair, nails, clinic, room, other }

export interface Where {
  readonly address: string
  readonly latitude: number | null
  readonly longitude: number | null
}

/** Links to maps, at the coordinates where they are known, else to a search for the address. */
export function mapLinks({ address, latitude, longitude }: Where, name: string) {
  const isKnown = latitude !== null && longitude !== null
  const at = `${latitude},${longitude}`
  const words = encodeURIComponent(address)
  return {
    naver: `https://map.naver.com/p/search/${words}`,
    kakao: isKnown
      ? `https://map.kakao.com/link/map/${encodeURIComponent(name)},${at}`
      : `https://map.kakao.com/link/search/${words}`,
    google: `https://www.google.com/maps/search/?api=1&query=${isKnown ? at : words}`,
  }
}

const makers =
  '한빛 달빛 소담 가온 누리 다온 라온 마루 바다 새봄 아라 온새 자람 초롱 해오름 푸른'.split(' ')
const kinds =
  '여행용 캠핑 접이식 대형 소형 휴대용 방수 무선 스테인리스 원목 순면 유아용 남성용 여성용 사무용 주방용 강아지 고양이 등산 낚시'.split(
    ' ',
  )
const colours = '검정 하양 파랑 빨강 초록 노랑 회색 베이지 남색 분홍'.split(' ')

/** What products are; the first ones are more frequent. */
export const words =
  '가방 에코가방 텀블러 머그컵 컵받침 원피스 셔츠 바지 양말 모자 장갑 목도리 우산 이불 베개 커튼 수건 칫솔 비누 샴푸 로션 립밤 향수 거울 빗 냄비 프라이팬 도마 국자 접시 그릇 수저 물병 도시락 보온병 주전자 커피잔 원두 녹차 홍차 꿀단지 잼 과자 초콜릿 사탕 견과 쌀 국수 라면 김치 된장 고추장 간장 참기름 소금 설탕 닭갈비 삼겹살 갈비탕 떡볶이 순대 만두 어묵 두부 콩나물 시금치 상추 깻잎 토마토 사과 배 포도 딸기 수박 참외 복숭아 감귤 책상 의자 책장 서랍장 침대 소파 조명 스탠드 콘센트 충전기 케이블 마우스 키보드 모니터 스피커 이어폰 헤드폰 카메라 삼각대 공책 연필 볼펜 지우개 가위 풀 테이프 스티커 달력 다이어리 퍼즐 인형 블록 공 라켓 요가매트 아령 자전거 헬멧 텐트 침낭 랜턴 버너 화분 씨앗 비료 호미 물뿌리개'.split(
    ' ',
  )

const of = (all: readonly string[], at: number) => all[at % all.length] ?? ''

/** `한빛 접이식 캠핑 의자 파랑 MX-1234`: about 23 characters, of 130 words of goods. */
export function titleOf(at: number): string {
  const kind = of(kinds, at * 31)
  const word = words[Math.floor((((at * 7919) % 10_007) / 10_007) ** 2 * words.length)] ?? ''
  return `${of(makers, at * 17)} ${kind} ${of(kinds, at * 31 + 7)} ${word} ${of(colours, at * 13)} MX-${at}`
}

export const priceOf = (at: number): number => 1_000 + ((at * 104_729) % 990) * 100

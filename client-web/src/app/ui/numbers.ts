/** 4.772: the Vietnamese way of writing counts, in both languages of the product, as the papers do. */
const counts = new Intl.NumberFormat('vi-VN');

export function formatCount(value: number | bigint): string {
  return counts.format(value);
}

export function formatBytes(size: number | bigint): string {
  const bytes = Number(size);
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${counts.format(Math.round(bytes / 1024))} kB`;
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;
}

/** 0790******12 reads better in groups: 079 0•• ••• •12. */
export function maskNumber(number: string): string {
  if (number.length !== 12) return number;
  const masked = number.includes('*') ? number.replaceAll('*', '•') : `${number.slice(0, 6)}••••${number.slice(10)}`;
  return groupNumber(masked);
}

export function groupNumber(number: string): string {
  return number.replace(/(.{3})(?=.)/g, '$1 ');
}

const shares = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

/** 91,8 %: a share given in thousandths. */
export function formatShare(permille: number): string {
  return `${shares.format(permille / 10)} %`;
}

const aligned = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 96,0 %: the same where shares stand below each other. */
export function formatShareInTable(permille: number): string {
  return `${aligned.format(permille / 10)} %`;
}

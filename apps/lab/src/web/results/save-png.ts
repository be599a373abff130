const SCALE = 2;
const INVERTED = '<style>image.ink{filter:invert(1)}</style>';

/** Saves a plot as a PNG, in the colours of the page. */
export function savePng(svg: SVGSVGElement, name: string): void {
  const style = getComputedStyle(document.documentElement);
  const source = new XMLSerializer()
    .serializeToString(svg)
    .replace(
      /var\((--[\w-]+), (#[0-9a-f]+)\)/g,
      (_, variable, fallback) => style.getPropertyValue(variable).trim() || fallback,
    )
    // pictures of ink are inverted by the page's style, which stays behind
    .replace('>', document.documentElement.dataset['theme'] === 'dark' ? `>${INVERTED}` : '>');
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const context = canvas.getContext('2d')!;
    context.fillStyle = style.getPropertyValue('--card');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const link = document.createElement('a');
    link.download = `${name}.png`;
    link.href = canvas.toDataURL('image/png');
    link.click();
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
}

/** Opens the page where somebody sits in front of it: never in CI or over a pipe. A failure is no reason to stop. */
export async function openBrowser(url: string): Promise<void> {
  if (process.env.CI || !process.stdout.isTTY || !hasScreen()) return;
  const { default: open } = await import("open");
  await open(url).catch(() => {});
}

const hasScreen = () =>
  process.platform !== "linux" ||
  Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? process.env.WSL_DISTRO_NAME);

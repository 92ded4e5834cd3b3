/** Whoever reads may have read enough, as `head` does: that is no error, and nobody is there to be told anything more. */
export function bearClosedPipe(stream: NodeJS.WritableStream, then: () => void = () => {}): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    then();
  });
}

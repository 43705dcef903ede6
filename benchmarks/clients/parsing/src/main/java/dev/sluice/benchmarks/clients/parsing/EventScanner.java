package dev.sluice.benchmarks.clients.parsing;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The least that reads a stream of chat completion chunks: finds the data lines in its bytes, which
 * may be cut anywhere, and reads each as far as its text. One thread at a time.
 */
public final class EventScanner {
  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

  private final Consumer<String> onChunk;
  private byte[] held = new byte[2 * 1024];
  private int length;
  private boolean done;

  public EventScanner(Consumer<String> onChunk) {
    this.onChunk = onChunk;
  }

  /** Takes the next bytes, all that remain in {@code bytes}. */
  public void accept(ByteBuffer bytes) {
    int scanned = length;
    int added = bytes.remaining();
    if (held.length - length < added)
      held = Arrays.copyOf(held, Math.max(2 * held.length, length + added));
    bytes.get(held, length, added);
    length += added;
    int start = 0;
    for (int i = scanned; i < length; i++) {
      if (held[i] == '\n') {
        line(start, i);
        start = i + 1;
      }
    }
    length -= start;
    System.arraycopy(held, start, held, 0, length);
  }

  /** Says that no bytes follow. */
  public void end() throws EOFException {
    if (!done) throw new EOFException("The stream ended before [DONE]");
  }

  private void line(int from, int to) {
    if (done
        || to - from < DATA.length
        || !Arrays.equals(held, from, from + DATA.length, DATA, 0, DATA.length)) return;
    int json = from + DATA.length;
    while (json < to && held[json] == ' ') json++;
    if (json < to && held[json] == '[') done = true;
    else onChunk.accept(ChunkText.of(held, json, to - json));
  }
}

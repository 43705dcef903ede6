package dev.sluice.benchmarks.server;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Chunks of content, encoded one behind the other: any number of them, from the first on, is one
 * slice.
 */
final class ChunkBlock {
  private final ByteBuf bytes;
  private final int[] ends;

  ChunkBlock(List<String> events) {
    ends = new int[events.size()];
    var text = new StringBuilder();
    for (int at = 0; at < ends.length; at++) {
      text.append(events.get(at));
      ends[at] = text.length();
    }
    bytes = Encoding.keep(text.toString());
  }

  int size() {
    return ends.length;
  }

  ByteBuf first(int count) {
    return bytes.slice(0, ends[count - 1]);
  }

  /** The chunk at {@code index}, counted on from the first when there are no more. */
  ByteBuf at(int index) {
    int at = index % ends.length;
    int start = at == 0 ? 0 : ends[at - 1];
    return bytes.slice(start, ends[at] - start);
  }
}

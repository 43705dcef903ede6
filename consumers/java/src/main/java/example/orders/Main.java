package example.orders;

import dev.sluice.client.AnthropicClient;
import dev.sluice.client.SluiceClient;
import dev.sluice.testing.offline.OfflineModel;
import java.util.List;

/** Reads an order out of a text, whole and as a stream, and prints it. */
public final class Main {
  private static final String TEXT = "Order of ada@example.org:\n- a kettle\n- six cups\nTotal: 42.50 EUR";

  record Order(String email, List<String> items, double total) {}

  public static void main(String[] arguments) {
    try (var offline = OfflineModel.builder().millisPerPiece(0).notice(null).start();
        var claude = AnthropicClient.builder().apiKey("any").baseUrl(offline.getAnthropicBaseUrl()).build()) {
      var sluice = SluiceClient.on(claude, it -> it.model("claude-haiku-4-5").maxTokens(512));
      var whole = sluice.extract(Order.class, ask -> ask.user(TEXT)).join();
      var streamed = sluice.extractPartial(Order.class, ask -> ask.user(TEXT)).last().join();
      System.out.println("java: " + whole + ", streamed " + streamed.get(Order::items));
    }
  }
}

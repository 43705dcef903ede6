package dev.sluice.client;

import dev.sluice.testing.Answer;
import dev.sluice.testing.Gate;
import dev.sluice.testing.RecordedRequest;
import dev.sluice.testing.RequestHandler;
import dev.sluice.testing.Step;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers of any length, made as they are sent: a request says how many pieces it wants, and of
 * what, in the words that it asks the model.
 */
final class CountedAnswers implements RequestHandler {
  private static final Pattern ORDER = Pattern.compile("(\\w+) of (\\d+)(?: at gate (\\d+))?");
  private static final int PAGE = 2;

  private final Map<Long, Gate> gates = new ConcurrentHashMap<>();
  private final AtomicLong newest = new AtomicLong();

  /** Asks for {@code count} pieces that {@code what} names. */
  static String order(String what, long count) {
    return what + " of " + count;
  }

  /** The same, with {@code gate} behind each piece. */
  String order(String what, long count, Gate gate) {
    long number = newest.incrementAndGet();
    gates.put(number, gate);
    return order(what, count) + " at gate " + number;
  }

  @Override
  public Answer answer(RecordedRequest request) {
    Matcher order = ORDER.matcher(request.getBodyText() + request.getPath().replace('-', ' '));
    if (request.getPath().endsWith("/files")) return page(request);
    if (!order.find()) throw new AssertionError("no order in " + request);
    long count = Long.parseLong(order.group(2));
    return switch (order.group(1)) {
      // The last event of a stream says that it ends.
      case "events" -> stream(request, count - 1, it -> "a", null);
      case "texts" -> stream(request, count, it -> "a", null);
      case "elements" -> stream(request, count + 1, it -> element(it, count), null);
      case "partials" -> {
        Gate gate = gates.get(Long.parseLong(order.group(3)));
        yield stream(request, count - 1, it -> growing(it, count - 2), gate);
      }
      case "rawEvents" -> Answer.sse().steps(steps(count, it -> Step.event("a"))).build();
      case "lines" -> Answer.builder().chunked().steps(steps(count, CountedAnswers::line)).build();
      default -> throw new AssertionError(order.group());
    };
  }

  private static String element(long number, long count) {
    if (number == count) return count == 0 ? "{\"items\":[]}" : "]}";
    return (number == 0 ? "{\"items\":[" : ",") + "{\"title\":\"" + number + "\"}";
  }

  private static String growing(long number, long last) {
    return (number == 0 ? "{\"title\":\"" : "") + "a" + (number == last ? "\"}" : "");
  }

  private static Step line(long number) {
    return Step.text("{\"custom_id\":\"" + number + "\",\"result\":{\"type\":\"expired\"}}\n");
  }

  private static Iterable<Step> steps(long count, LongFunction<Step> step) {
    return () -> LongStream.range(0, count).mapToObj(step).iterator();
  }

  /** {@code texts} pieces of text in the form of the provider that is asked, and its last word. */
  private static Answer stream(
      RecordedRequest request, long texts, LongFunction<String> text, @Nullable Gate gate) {
    Form form = Form.of(request.getPath());
    var answer = Answer.sse();
    if (gate == null) {
      answer.steps(steps(texts, it -> form.text(text.apply(it))));
    } else {
      answer.steps(
          steps(2 * texts, it -> it % 2 == 0 ? form.text(text.apply(it / 2)) : Step.hold(gate)));
    }
    boolean isEmpty = texts < 0 && form == Form.CHAT;
    if (!isEmpty) answer.step(form.finish());
    if (form == Form.CHAT) answer.event("[DONE]");
    return answer.build();
  }

  private static Answer page(RecordedRequest request) {
    long count = Long.parseLong(request.queryParameter("count"));
    String after = request.queryParameter("after");
    long first = after == null ? 0 : Long.parseLong(after) + 1;
    var items = new StringBuilder();
    for (long it = first; it < Math.min(first + PAGE, count); it++) {
      items.append(it == first ? "" : ",").append("{\"id\":\"").append(it).append("\"}");
    }
    return Answer.json("{\"data\":[" + items + "],\"has_more\":" + (first + PAGE < count) + "}");
  }

  /** How the providers write a piece of text, and the end. */
  private enum Form {
    CHAT(
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}",
        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
    RESPONSE(
        "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"%s\"}",
        "{\"type\":\"response.completed\",\"response\":{\"id\":\"r1\",\"status\":\"completed\"}}"),
    MESSAGE(
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}",
        "{\"type\":\"message_stop\"}"),
    CONTENT(
        "{\"candidates\":[{\"index\":0,\"content\":{\"parts\":[{\"text\":\"%s\"}]}}]}",
        "{\"candidates\":[{\"index\":0,\"content\":{\"parts\":[]},\"finishReason\":\"STOP\"}]}");

    private final String text;
    private final String finish;

    Form(String text, String finish) {
      this.text = text;
      this.finish = finish;
    }

    static Form of(String path) {
      if (path.endsWith("/chat/completions")) return CHAT;
      if (path.endsWith("/responses")) return RESPONSE;
      return path.endsWith("/messages") ? MESSAGE : CONTENT;
    }

    Step text(String piece) {
      return Step.event(String.format(text, piece.replace("\"", "\\\"")));
    }

    Step finish() {
      return Step.event(finish);
    }
  }
}

package dev.sluice.client;

import dev.sluice.model.ChatModel;
import dev.sluice.model.FinishReason;
import dev.sluice.model.ModelEvent;
import dev.sluice.model.ModelReply;
import dev.sluice.model.ModelRequest;
import dev.sluice.model.OutputMode;
import dev.sluice.model.RequestPlan;
import dev.sluice.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;

/** A provider in memory: says one text after the other, whole or in pieces of three characters. */
class FakeModel implements ChatModel {
  final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
  private final Queue<String> answers;

  FakeModel(String... answers) {
    this.answers = new ConcurrentLinkedQueue<>(List.of(answers));
  }

  @Override
  public String getProvider() {
    return "fake";
  }

  @Override
  public List<OutputMode> outputModes(String model) {
    return List.of(OutputMode.JSON_SCHEMA);
  }

  @Override
  public Object complete(ModelRequest request, Continuation<? super ModelReply> continuation) {
    requests.add(request);
    return reply(answers.remove());
  }

  @Override
  public Flow<ModelEvent> stream(ModelRequest request) {
    requests.add(request);
    String text = answers.remove();
    List<ModelEvent> events = new ArrayList<>();
    for (int start = 0; start < text.length(); start += 3) {
      events.add(new ModelEvent.Delta(text.substring(start, Math.min(text.length(), start + 3))));
    }
    events.add(new ModelEvent.Finished(reply(text)));
    return FlowKt.asFlow(events);
  }

  @Override
  public RequestPlan plan(ModelRequest request) {
    throw new AssertionError("not asked for in these tests");
  }

  static ModelReply reply(String text) {
    return new ModelReply(text, FinishReason.STOP, new Usage(7, 3));
  }
}

package dev.sluice.examples.java;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.sluice.client.OpenAIClient;
import dev.sluice.openai.finetuning.FineTuningEvent;
import dev.sluice.openai.finetuning.FineTuningJob;
import dev.sluice.openai.finetuning.FineTuningJobRequest;
import dev.sluice.transport.FileContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Trains a model on a file of examples, asks it, and clears up. With a real key this takes a while,
 * and costs money.
 */
public final class FilesAndFineTuning {
  public static void main(String[] arguments) throws InterruptedException {
    var examples = FileContent.of("support.jsonl", Inputs.text("support.jsonl").getBytes(UTF_8));
    try (var openai = Provider.openAi()) {
      var file = openai.files().create(examples, "fine-tune").join();
      System.out.printf("Uploaded %s: %d bytes%n", file.getFilename(), file.getBytes());

      var request =
          new FineTuningJobRequest.Builder()
              .model("gpt-4o-mini-2024-07-18")
              .trainingFile(file.getId())
              .suffix("support")
              .build();
      var started = openai.fineTuning().jobs().create(request).join();
      var job = finished(openai, started);
      latestEvents(openai, job).forEach(event -> System.out.println(event.getMessage()));

      var trained = job.getFineTunedModel();
      if (trained == null) {
        throw new IllegalStateException(
            "The job has " + job.getStatus() + ": " + job.getErrorMessage());
      }
      var completions = openai.chat().completions();
      var answer = completions.create(ask -> ask.model(trained).user("Where is my parcel?")).join();
      System.out.println("Where is my parcel? " + answer.getText());

      var metrics = openai.files().content(job.getResultFiles().get(0)).toList().join();
      var size = metrics.stream().mapToInt(bytes -> bytes.length).sum();
      System.out.printf("Result file: %d bytes%n", size);

      openai.models().delete(trained).join();
      openai.files().delete(file.getId()).join();
    }
  }

  /** Looks at the job now and then, ever less often, and tells when its status changes. */
  private static FineTuningJob finished(OpenAIClient openai, FineTuningJob started)
      throws InterruptedException {
    var job = started;
    for (long wait = 100; !job.isFinished(); wait = Math.min(wait * 2, 30_000)) {
      MILLISECONDS.sleep(wait);
      var status = job.getStatus();
      job = openai.fineTuning().jobs().retrieve(job.getId()).join();
      if (!job.getStatus().equals(status)) System.out.println("Status: " + job.getStatus());
    }
    return job;
  }

  /** The last three things that happened, in their order. */
  private static List<FineTuningEvent> latestEvents(OpenAIClient openai, FineTuningJob job) {
    try (var events = openai.fineTuning().jobs().events(job.getId()).stream()) {
      var latest = new ArrayList<>(events.limit(3).toList());
      Collections.reverse(latest);
      return latest;
    }
  }

  private FilesAndFineTuning() {}
}

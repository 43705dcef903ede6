package dev.sluice.client;

/** Everything below {@code /fine_tuning}. */
public final class OpenAIFineTuning {
  private final OpenAIFineTuningJobs jobs;

  OpenAIFineTuning(OpenAIFineTuningJobs jobs) {
    this.jobs = jobs;
  }

  /** Jobs. */
  public OpenAIFineTuningJobs jobs() {
    return jobs;
  }
}

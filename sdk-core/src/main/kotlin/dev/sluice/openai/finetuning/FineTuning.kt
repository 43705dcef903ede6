package dev.sluice.openai.finetuning

/** Everything below `/fine_tuning`. */
public class FineTuning
internal constructor(
    /** Jobs. */
    public val jobs: FineTuningJobs,
)

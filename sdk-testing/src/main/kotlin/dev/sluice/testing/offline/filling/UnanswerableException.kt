package dev.sluice.testing.offline.filling

/** The request wants something that the offline model cannot give. */
internal class UnanswerableException(message: String) : RuntimeException(message)

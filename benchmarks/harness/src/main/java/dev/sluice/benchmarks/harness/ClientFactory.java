package dev.sluice.benchmarks.harness;

/**
 * Opens a {@link Client}. Named on the command line of its process; has a constructor without
 * parameters.
 */
public interface ClientFactory {
  /** The model that every request names. */
  String MODEL = "bench-model";

  /** The key that every request carries. */
  String KEY = "bench-key";

  /**
   * Opens the client against a server whose root is {@code root}, such as {@code
   * http://127.0.0.1:8080}: OpenAI's API stands under {@code /v1}, Anthropic's directly on it. Over
   * TLS, the JVM's trust store knows the server's certificate.
   */
  Client open(String root) throws Exception;
}

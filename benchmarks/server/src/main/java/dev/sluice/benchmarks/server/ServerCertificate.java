package dev.sluice.benchmarks.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate for 127.0.0.1 on an elliptic curve, made for this run by the running JDK's {@code
 * keytool}. Its files lie in a temporary folder until {@link #close}.
 */
final class ServerCertificate implements AutoCloseable {
  /** Guards nothing: the key is worth nothing outside this run. */
  static final String PASSWORD = "loopback";

  private final Path folder;

  private ServerCertificate(Path folder) {
    this.folder = folder;
  }

  static ServerCertificate make() throws IOException, InterruptedException {
    ServerCertificate made = new ServerCertificate(Files.createTempDirectory("stand-in-server"));
    String keys = made.file("keys.p12").toString();
    String certificate = made.file("certificate.pem").toString();
    keytool(
        keys,
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "2",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost");
    keytool(keys, "-exportcert", "-rfc", "-alias", "server", "-file", certificate);
    keytool(
        made.trustStore().toString(),
        "-importcert",
        "-noprompt",
        "-alias",
        "server",
        "-file",
        certificate);
    return made;
  }

  /** A store of its own, for a private key's entry is not one that clients trust. */
  Path trustStore() {
    return file("trust.p12");
  }

  SslContext context() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream bytes = Files.newInputStream(file("keys.p12"))) {
      store.load(bytes, PASSWORD.toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    return SslContextBuilder.forServer(keys).build();
  }

  @Override
  public void close() throws IOException {
    for (String name : List.of("keys.p12", "certificate.pem", "trust.p12"))
      Files.deleteIfExists(file(name));
    Files.deleteIfExists(folder);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static void keytool(String store, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) throw new IOException("keytool failed: " + output);
  }
}

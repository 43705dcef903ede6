package dev.sluice.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A process around one client. Arguments: the name of its {@link ClientFactory} and the root of the
 * server. Reads a command a line from stdin and answers each with one line of JSON behind {@link
 * #MARKER}; what a library prints goes to stderr.
 *
 * <pre>
 * requests COUNT PARALLEL                   plain requests
 * streams COUNT PARALLEL CHUNKS EVERY_MS    streams of so many chunks; without a pace if EVERY_MS is 0
 * hold STREAMS OPENED_A_SECOND SECONDS      streams of a chunk a second, all open at once
 * cold complete|stream                      the first answer of this process, which then ends
 * quit
 * </pre>
 */
public final class ClientProcess {
  /** Begins every answer. */
  public static final String MARKER = "@@benchmark ";

  private final String factory;
  private final String root;
  private Client client;

  private ClientProcess(String factory, String root) {
    this.factory = factory;
    this.root = root;
  }

  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    ClientProcess process = new ClientProcess(arguments[0], arguments[1]);
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine();
        line != null && !line.equals("quit");
        line = commands.readLine()) {
      answers.println(MARKER + process.answer(line.trim().split(" +")));
      answers.flush();
      if (line.startsWith("cold")) break;
    }
    // Libraries leave threads behind that would keep the process alive.
    Runtime.getRuntime().halt(0);
  }

  private String answer(String[] command) {
    try {
      return run(command).toString();
    } catch (Throwable failure) {
      failure.printStackTrace();
      return new JsonLine().put("error", Failures.describe(failure)).toString();
    }
  }

  private JsonLine run(String[] command) throws Exception {
    return switch (command[0]) {
      case "requests" -> Round.requests(client(), number(command, 1), number(command, 2));
      case "streams" ->
          Round.streams(
              client(),
              number(command, 1),
              number(command, 2),
              number(command, 3),
              number(command, 4));
      case "hold" ->
          new Hold(client(), number(command, 1), number(command, 2), number(command, 3)).run();
      case "cold" -> ColdStart.run(client(), command[1]);
      default -> throw new IllegalArgumentException("unknown command: " + command[0]);
    };
  }

  private Client client() throws Exception {
    if (client == null) {
      client = ((ClientFactory) Class.forName(factory).getConstructor().newInstance()).open(root);
    }
    return client;
  }

  private static int number(String[] command, int at) {
    return Integer.parseInt(command[at]);
  }
}

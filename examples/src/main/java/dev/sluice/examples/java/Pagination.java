package dev.sluice.examples.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.openai.ListRequest;
import dev.sluice.openai.files.OpenAIFile;
import dev.sluice.transport.FileContent;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a list that the server hands out page by page. */
public final class Pagination {
  public static void main(String[] arguments) {
    try (var openai = Provider.openAi()) {
      for (var day : List.of("monday", "tuesday", "wednesday", "thursday", "friday")) {
        var notes = FileContent.of(day + ".txt", ("Notes of " + day).getBytes(UTF_8));
        openai.files().create(notes, "user_data").join();
      }

      // Asks for the next page only when the items of this one have been read: five files, two a
      // page, three requests.
      List<OpenAIFile> files;
      try (var all = openai.files().list(page -> page.limit(2)).stream()) {
        files = all.limit(5).toList();
      }
      System.out.println("Files, the newest first: " + names(files));

      // One page at a time, for a user who turns the pages.
      var first = openai.files().page(new ListRequest.Builder().limit(2).build()).join();
      System.out.printf(
          "First page: %s; is there another? %s%n", names(first.getItems()), first.getHasNext());
      var next = new ListRequest.Builder().limit(2).after(first.getNextCursor()).build();
      var second = openai.files().page(next).join();
      System.out.println("Second page: " + names(second.getItems()));

      for (var file : files) openai.files().delete(file.getId()).join();
    }
  }

  private static String names(List<OpenAIFile> files) {
    return files.stream().map(OpenAIFile::getFilename).collect(Collectors.joining(", "));
  }

  private Pagination() {}
}

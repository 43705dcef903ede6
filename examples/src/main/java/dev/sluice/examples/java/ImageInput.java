package dev.sluice.examples.java;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sluice.client.SluiceClient;
import dev.sluice.model.Media;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Shows an image to a model and gets an object back: the file that {@code -Dinput=FILE} names,
 * otherwise a chart that it draws itself.
 */
public final class ImageInput {
  /** What is to be seen on an image. */
  record ImageReport(
      String summary,
      int width,
      int height,
      String dominantColour,
      @JsonPropertyDescription("Whether the image is mostly dark") boolean isDark,
      @JsonPropertyDescription("What stands out from the ground, from left to right")
          List<ColouredArea> areas) {}

  /** A part of an image in one colour; its size is in pixels. */
  record ColouredArea(String colour, int width, int height) {}

  public static void main(String[] arguments) throws IOException {
    var input = System.getProperty("input", "");
    var picture = input.isEmpty() ? Media.of(chart(), null, "chart.png") : Media.of(Path.of(input));
    try (var provider = Provider.connect()) {
      var sluice =
          SluiceClient.on(provider.client(), it -> it.model(provider.model()).maxTokens(1024));
      var report =
          sluice
              .extract(
                  ImageReport.class,
                  ask -> ask.user(it -> it.image(picture).text("Describe the image.")))
              .join();
      System.out.printf(
          "%d x %d pixels, mostly %s, %s%n",
          report.width(),
          report.height(),
          report.dominantColour(),
          report.isDark() ? "dark" : "bright");
      System.out.println(report.summary());
      for (var area : report.areas()) {
        System.out.printf("- %s: %d x %d%n", area.colour(), area.width(), area.height());
      }
    }
  }

  /** Three bars of different heights, as a PNG. */
  private static byte[] chart() throws IOException {
    var image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
    var canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 480, 320);
    var colours = List.of(Color.BLUE, Color.RED, Color.GREEN);
    var heights = List.of(120, 240, 180);
    for (int i = 0; i < colours.size(); i++) {
      canvas.setColor(colours.get(i));
      canvas.fillRect(60 + i * 150, 320 - heights.get(i), 60, heights.get(i));
    }
    canvas.dispose();
    var png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private ImageInput() {}
}

package org.antiphon.network.exchange;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/// The simulator's feed as a process: honest until it is told to lie.
public final class FeedProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private FeedProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static boolean isBuilt() {
    return Files.isRegularFile(classes().resolve("org/antiphon/simulator/LyingFeed.class"));
  }

  private static Path classes() {
    return Path.of("..", "simulator", "target", "classes");
  }

  public static FeedProcess start() throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes()
                    + System.getProperty("path.separator")
                    + System.getProperty("java.class.path"),
                "org.antiphon.simulator.LyingFeed")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var line = process.inputReader(StandardCharsets.UTF_8).readLine();
    return new FeedProcess(process, JsonMapper.shared().readTree(line).path("port").asInt());
  }

  public String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  public String vkey() throws IOException {
    try (var in = URI.create(url() + "_/vkey").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public void lie(String kind) throws IOException {
    post("_/lie/" + kind, new byte[0]);
  }

  public void append(String record) throws IOException {
    post("_/append", record.getBytes(StandardCharsets.UTF_8));
  }

  public void blob(byte[] bytes) throws IOException {
    post("_/blob", bytes);
  }

  private void post(String path, byte[] body) throws IOException {
    var connection = (HttpURLConnection) URI.create(url() + path).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(body);
    }
    if (connection.getResponseCode() != 200)
      throw new IOException(path + ": " + connection.getResponseCode());
  }

  @Override
  public void close() {
    process.destroy();
  }
}

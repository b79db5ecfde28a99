import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Builds the C2PA engine: gets one version of one npm package, checks both hashes, compiles its
/// WebAssembly to classes (some 40 s) and writes the service file by which they are found. Nothing
/// is done where the same engine stands there already. Without npm, or where npm cannot get the
/// package, nothing is built and one line says so; a wrong hash ends the build.
///
/// Run by Maven as a single source file: `java -cp ... MakeEngine.java FOLDER NAME VERSION
/// INTEGRITY SHA256 COMPILER`.
final class MakeEngine {
  /// Functions beyond the 64 KiB of a Java method; they stay interpreted. Another one fails the
  /// build: a slower engine must be a decision.
  private static final Set<Integer> INTERPRETED = Set.of(150, 240, 1143, 4874);

  private static final String CLASS = "org.antiphon.c2pa.C2paModule";
  private static final String SERVICE = "com.dylibso.chicory.runtime.CompiledModule";

  private final Path folder;
  private final String name;
  private final String version;
  private final String integrity;
  private final String sha256;

  private MakeEngine(Path folder, String name, String version, String integrity, String sha256) {
    this.folder = folder;
    this.name = name;
    this.version = version;
    this.integrity = integrity;
    this.sha256 = sha256;
  }

  public static void main(String[] args) throws Exception {
    var engine = new MakeEngine(Path.of(args[0]), args[1], args[2], args[3], args[4]);
    var stamp = engine.folder.resolve("stamp");
    var wanted = String.join("\n", List.of(args).subList(1, args.length)) + "\n" + INTERPRETED.stream().sorted().toList();
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) return;
    clear(engine.folder);
    Files.createDirectories(engine.folder.resolve("classes"));
    var missing = engine.fetch();
    if (missing.isPresent()) {
      Files.writeString(engine.folder.resolve("missing"), missing.get());
      System.out.println("[WARNING] built without the C2PA engine: " + missing.get());
      return;
    }
    engine.compile();
    Files.writeString(stamp, wanted);
  }

  /// Gets the package.
  ///
  /// @return why it could not be got
  private Optional<String> fetch() throws IOException, InterruptedException, GeneralSecurityException {
    if (onPath("npm").isEmpty()) return Optional.of("npm is not installed");
    int code = run(folder, "npm", "pack", "--ignore-scripts", "--silent", name + "@" + version);
    var packed = folder.resolve(name.replace("@", "").replace('/', '-') + "-" + version + ".tgz");
    if (code != 0 || Files.notExists(packed))
      return Optional.of("npm could not get " + name + " " + version + " (exit code " + code + ")");
    check(packed, "SHA-512", "sha512-" + Base64.getEncoder().encodeToString(hash(packed, "SHA-512")), integrity);
    if (run(folder, "tar", "-xzf", packed.getFileName().toString()) != 0)
      throw new IOException("tar could not unpack " + packed);
    check(wasm(), "SHA-256", HexFormat.of().formatHex(hash(wasm(), "SHA-256")), sha256);
    return Optional.empty();
  }

  private Path wasm() {
    return folder.resolve("package/pkg/c2pa_bg.wasm");
  }

  private void compile() throws IOException {
    System.out.println("[INFO] compiling " + name + " " + version + " to classes: some 40 s, once");
    var classes = folder.resolve("classes");
    var sources = folder.resolve("sources");
    var generator =
        new Generator(
            Config.builder()
                .withWasmFile(wasm())
                .withName(CLASS)
                .withTargetClassFolder(classes)
                .withTargetWasmFolder(classes)
                .withTargetSourceFolder(sources)
                .withInterpretedFunctions(INTERPRETED)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .build());
    generator.generateMetaWasm(generator.generateResources());
    generator.generateSources();
    var source = sources.resolve(CLASS.replace('.', '/') + ".java").toString();
    var javac = ToolProvider.getSystemJavaCompiler();
    var path = classes + java.io.File.pathSeparator + System.getProperty("java.class.path");
    if (javac.run(null, null, null, "-nowarn", "-proc:none", "--release", "25", "-cp", path, "-d", classes.toString(), source) != 0)
      throw new IOException("the generated class does not compile: " + source);
    write(classes.resolve("META-INF/services").resolve(SERVICE), CLASS + "\n");
    write(classes.resolve("META-INF/antiphon-c2pa.properties"), "name=" + name + "\nversion=" + version + "\nsha256=" + sha256 + "\n");
    write(classes.resolve("META-INF/LICENSE-c2pa-wasm"), Files.readString(folder.resolve("package/LICENSE")));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void check(Path file, String what, String found, String expected) throws IOException {
    if (!found.equals(expected))
      throw new IOException(what + " of " + file + " is " + found + ", expected " + expected + ": not built");
  }

  private static byte[] hash(Path file, String algorithm) throws IOException, GeneralSecurityException {
    return MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .filter(each -> !each.isEmpty())
        .map(each -> Path.of(each, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int run(Path folder, String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(command[0] + ".log").toFile())
        .start()
        .waitFor();
  }

  private static void clear(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(folder);
      return;
    }
    try (var below = Files.walk(folder)) {
      for (var each : below.filter(path -> !path.equals(folder)).sorted(Comparator.reverseOrder()).toList())
        Files.delete(each);
    }
  }
}

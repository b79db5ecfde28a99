package org.antiphon.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.database.DatabaseSettings.Durability;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;

/// The files of an embedded cluster: `pg18`, its password file and its log, all in the data
/// directory; and the commands that make and start it.
///
/// The superuser is `antiphon`, its password random in a file of mode 0600; those of the other
/// roles are derived from it, so that one secret is kept. Never `trust`: any local user could
/// connect over TCP as superuser and run programs by `COPY … PROGRAM`.
record PostgresCluster(Path data, Path binaries, Confinement confinement, Durability durability) {
  static final String SUPERUSER = "antiphon";

  static PostgresCluster of(DatabaseSettings settings) {
    return of(settings, Confinement.of(settings.data().resolve("pg18")));
  }

  static PostgresCluster of(DatabaseSettings settings, Confinement confinement) {
    var binaries = PostgresBinaries.unpacked(settings.cache());
    return new PostgresCluster(settings.data(), binaries, confinement, settings.durability());
  }

  Path folder() {
    return data.resolve("pg18");
  }

  Path log() {
    return data.resolve("pg18.log");
  }

  Path passwordFile() {
    return data.resolve("pg18.password");
  }

  /// The superuser's password.
  String password() {
    try {
      return Files.readString(passwordFile()).strip();
    } catch (IOException e) {
      throw new Unavailable(
          "DATABASE_PASSWORD_MISSING",
          passwordFile().toString(),
          "the database's password cannot be read: " + e,
          "put the file back from the backup; run as the user who owns it",
          e);
    }
  }

  /// The password of one of our roles.
  String password(DatabaseRole role) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var name = role.roleName().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(name));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes the cluster where there is none. A killed `initdb` leaves a folder that even starts, so
  /// it works under another name, which is changed at the end. The caller holds the start lock.
  void create() {
    if (Files.exists(folder().resolve("PG_VERSION"))) return;
    var scratch = data.resolve("pg18.tmp-" + ProcessHandle.current().pid());
    try {
      for (var leftOver : leftOvers()) PostgresBinaries.delete(leftOver);
      writePassword();
      var given = Files.createDirectory(scratch, onlyOwner("rwx------"));
      var pwfile = Files.createFile(data.resolve("pg18.pwfile"), onlyOwner("rw-------"));
      try {
        Files.writeString(pwfile, password() + "\n");
        hand(given);
        hand(pwfile);
        initdb(given, pwfile);
      } finally {
        Files.delete(pwfile);
      }
      Files.move(scratch, folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Unavailable(
          "DATABASE_NOT_MADE",
          data.toString(),
          "the database could not be made: " + e,
          "give the folder space and write permission, or another --data",
          e);
    }
  }

  private List<Path> leftOvers() throws IOException {
    try (var files = Files.list(data)) {
      return files
          .filter(file -> {
            var name = String.valueOf(file.getFileName());
            return name.startsWith("pg18.tmp-") || name.equals("pg18.pwfile");
          })
          .toList();
    }
  }

  private void writePassword() throws IOException {
    Files.deleteIfExists(passwordFile());
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    Files.createFile(passwordFile(), onlyOwner("rw-------"));
    Files.writeString(passwordFile(), HexFormat.of().formatHex(bytes) + "\n");
  }

  void hand(Path file) throws IOException {
    if (confinement != Confinement.OTHER_USER) return;
    Files.setAttribute(file, "unix:uid", Confinement.NOBODY);
    Files.setAttribute(file, "unix:gid", Confinement.NOBODY);
  }

  private static java.nio.file.attribute.FileAttribute<?> onlyOwner(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private void initdb(Path target, Path pwfile) throws IOException {
    var command = command("initdb", "-D", target.toString(), "-U", SUPERUSER);
    command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + pwfile, "-E", "UTF8"));
    // the built-in locale needs none of the system's, and its order never moves with glibc
    command.addAll(List.of("--locale=C", "--locale-provider=builtin"));
    command.addAll(List.of("--builtin-locale=C.UTF-8", "--data-checksums", "--no-instructions"));
    if (durability == Durability.TESTS_ONLY) command.add("--no-sync");
    var process = builder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (exitCode(process) == 0) return;
    throw new Refused(
        "DATABASE_NOT_MADE",
        data.toString(),
        "the database could not be made: " + output.strip(),
        confinement == Confinement.OTHER_USER
            ? "as root without user namespaces the folder must be open to user nobody: run as an"
                + " ordinary user, choose a --data outside /root, or give --db URL"
            : "give --data a folder that we may write, or --db URL");
  }

  /// Waits for a command's end, at most two minutes.
  private static int exitCode(Process process) {
    try {
      if (process.waitFor(2, TimeUnit.MINUTES)) return process.exitValue();
      process.destroyForcibly();
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /// The server as a child that is told to stop when the thread that starts it ends.
  Process start(int port) throws IOException {
    var command = new ArrayList<>(confinement.prefix());
    // a session of its own: Ctrl-C in the terminal is ours to answer, not the server's;
    // INT is the fast shutdown: clients are sent away, a checkpoint is written
    command.addAll(List.of("setsid", "setpriv", "--pdeathsig", "INT", "--no-new-privs"));
    command.add(binaries.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", folder().toString()));
    serverSettings(port).forEach(setting -> command.addAll(List.of("-c", setting)));
    return builder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(log().toFile()))
        .start();
  }

  private List<String> serverSettings(int port) {
    var settings =
        new ArrayList<>(
            List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "timezone=UTC",
                "log_timezone=UTC"));
    if (durability == Durability.TESTS_ONLY)
      settings.addAll(List.of("fsync=off", "full_page_writes=off", "max_connections=200"));
    else settings.addAll(List.of("fsync=on", "full_page_writes=on", "max_connections=50"));
    return settings;
  }

  private List<String> command(String program, String... arguments) {
    var command = new ArrayList<>(confinement.prefix());
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  /// The server that runs on this cluster now, as `postmaster.pid` and the process table say; a
  /// stale file is PostgreSQL's to judge and is never deleted here.
  Optional<Postmaster> postmaster() {
    try {
      var lines = Files.readAllLines(folder().resolve("postmaster.pid"));
      long pid = Long.parseLong(lines.getFirst().strip());
      int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
      return serves(pid) ? Optional.of(new Postmaster(pid, port)) : Optional.empty();
    } catch (IOException | NumberFormatException | java.util.NoSuchElementException e) {
      return Optional.empty(); // none, or one that is being written: look again
    }
  }

  /// Whether the process is a server of this folder: after a crash the number may be another
  /// program's, and a zombie has no command line.
  private boolean serves(long pid) {
    try {
      var line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
      return line.contains("postgres") && line.contains(folder().toString());
    } catch (IOException e) {
      return false;
    }
  }

  /// The end of the server's log, for messages.
  String logTail() {
    try {
      var lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
      var tail = lines.subList(Math.max(0, lines.size() - 8), lines.size());
      return String.join("\n", Objects.requireNonNull(tail));
    } catch (IOException e) {
      return "";
    }
  }

  /// A running server.
  ///
  /// @param port 0 while it has not said so yet
  record Postmaster(long pid, int port) {}
}

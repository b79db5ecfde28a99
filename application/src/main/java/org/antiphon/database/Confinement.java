package org.antiphon.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.antiphon.problem.Refused;

/// How the server's programs are started, since PostgreSQL refuses to run as root.
///
/// 65534 (`nobody`) because the user must exist in `/etc/passwd`. A namespace keeps the files
/// root's and works under `/root`; where namespaces are forbidden (a chroot, Docker's default
/// seccomp) another user must be able to reach the folder.
enum Confinement {
  /// We are an ordinary user: nothing to do.
  NONE,
  /// Root seen as `nobody` in a user namespace of its own.
  NAMESPACE,
  /// Root becomes `nobody`; the cluster's files belong to it.
  OTHER_USER;

  static final int NOBODY = 65534;

  /// What stands before the command.
  List<String> prefix() {
    return switch (this) {
      case NONE -> List.of();
      case NAMESPACE -> List.of("unshare", "--user", "--map-user=65534", "--map-group=65534");
      case OTHER_USER -> List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    };
  }

  /// For a cluster that stands its owner decides; for a new one what the system allows.
  static Confinement of(Path cluster) {
    try {
      int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      if (!Files.exists(cluster)) return self != 0 ? NONE : allowed();
      int owner = (Integer) Files.getAttribute(cluster, "unix:uid");
      if (self == owner) return self != 0 ? NONE : NAMESPACE;
      if (self == 0 && owner == NOBODY) return OTHER_USER;
      throw new Refused(
          "DATABASE_OF_ANOTHER_USER",
          cluster.toString(),
          "the database belongs to user " + owner + ", we are " + self,
          "run as that user, or give another --data");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Confinement allowed() {
    return runs(NAMESPACE) ? NAMESPACE : OTHER_USER;
  }

  private static boolean runs(Confinement confinement) {
    try {
      var command = new java.util.ArrayList<>(confinement.prefix());
      command.add("true");
      var process = new ProcessBuilder(command).start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // the program is not there
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

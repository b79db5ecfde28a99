/// Database: where is the truth kept, and how does a room write several things or none?
///
/// In: [DatabaseSettings]. Out: an open [Database] whose schema is the newest. Knows PostgreSQL,
/// its processes and its roles; knows no table but the list of partitioned ones. Uses nothing. Each
/// room writes its own SQL and owns its tables; migrations lie in
/// `org/antiphon/database/migration`, numbered and named by the room. Start at [Database];
/// [PostgresProcess] tells how the embedded server is started, shared, stopped.
@NullMarked
package org.antiphon.database;

import org.jspecify.annotations.NullMarked;

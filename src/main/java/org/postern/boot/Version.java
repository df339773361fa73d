package org.postern.boot;

import java.util.Optional;

/** Which Postern this is. */
public final class Version {
    private Version() {}

    /** As the build stamped it into the jar; "dev" when run from classes. */
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }
}

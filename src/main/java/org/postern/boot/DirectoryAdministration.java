package org.postern.boot;

import java.util.Optional;
import java.util.function.Supplier;
import org.postern.config.Settings;
import org.postern.imap.state.Administration;
import org.postern.store.UserName;

/**
 * Administrators as the configuration names them.
 *
 * @param settings asked each time, so that a reload counts at once
 */
record DirectoryAdministration(Supplier<Settings> settings) implements Administration {
    @Override
    public boolean isAdministrator(UserName user) {
        return settings.get().auth().admins().contains(user.address());
    }

    @Override
    public Optional<UserName> contact() {
        return settings.get().auth().admins().stream().findFirst().map(UserName::of);
    }
}

package org.postern.boot;

import java.util.Optional;
import java.util.function.Supplier;
import org.postern.auth.DirectoryException;
import org.postern.auth.MailAddress;
import org.postern.auth.UserFile;
import org.postern.config.Settings;
import org.postern.pop3.LoginNames;

/**
 * Logins as {@code user+folder@domain}, with the separator of subaddresses. As for mail, a user whose name has the separator
 * comes first.
 *
 * @param settings asked each time
 */
record SubaddressLogins(UserFile users, Supplier<Settings> settings) implements LoginNames {

    @Override
    public LoginName parse(String login) {
        Optional<Character> separator = settings.get().delivery().subaddress();
        int at = login.lastIndexOf('@') < 0 ? login.length() : login.lastIndexOf('@');
        int cut = separator.map(login::indexOf).orElse(-1);
        if (cut < 1 || cut >= at - 1 || isUser(login)) {
            return LoginName.of(login);
        }
        return new LoginName(login.substring(0, cut) + login.substring(at), Optional.of(login.substring(cut + 1, at)));
    }

    private boolean isUser(String login) {
        try {
            return users.isKnown(MailAddress.parse(login, settings.get().defaultDomain()));
        } catch (DirectoryException | IllegalArgumentException e) {
            return false; // the login will fail, and say why
        }
    }
}

#!/bin/bash
# What the tests need besides Python: Debian packages (as root or by sudo), axe-core and oidc-provider from npm.
set -eu
cd "$(dirname "$0")/../.."

missing=()
want() { command -v "$1" >/dev/null || [ -n "$(compgen -G "${3:-/nowhere}")" ] || missing+=("$2"); }
want chromium chromium
want initdb postgresql '/usr/lib/postgresql/*/bin/initdb'
want redis-server redis-server
want nginx nginx /usr/sbin/nginx
want node nodejs
want npm npm
want fc-list fontconfig
[ -n "$(fc-list :lang=ja 2>/dev/null)" ] || missing+=(fonts-droid-fallback)  # Chinese, Japanese and Korean on a PDF
# What WeasyPrint draws with.
for library in libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; do
    [ -n "$(compgen -G "/usr/lib/*/${library%-0}.so.0" || compgen -G "/usr/lib/*/${library%0}.so.0")" ] || missing+=("$library")
done
[ -n "$(compgen -G '/usr/share/fonts/truetype/*/*.ttf')" ] || missing+=(fonts-dejavu-core)  # a browser without fonts draws boxes

if [ "${#missing[@]}" -gt 0 ]; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
        echo "The tests need Debian packages. Run: sudo $install" >&2
        exit 1
    fi
    echo "Installing ${missing[*]} …"
    # Packages start their servers when they are installed; the tests start their own.
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 $install -qq >/dev/null
fi

# A registry that does not answer once answers the next time, mostly: npm would wait five minutes for it, and say nothing.
export npm_config_fetch_timeout=20000 npm_config_fetch_retries=4
again() {
    for pause in 5 20 0; do
        "$@" && return
        sleep "$pause"
    done
    echo "This did not work three times: $*" >&2
    return 1
}

axe=4.11.0
if [ ! -f ".cache/axe-core-$axe/package/axe.min.js" ]; then
    mkdir -p ".cache/axe-core-$axe"
    (cd ".cache/axe-core-$axe" && again npm pack --silent "axe-core@$axe" >/dev/null && tar -xzf axe-core-*.tgz)
fi

# 8 runs on Debian 12's Node.js; 9 does not.
openid=8.8.1
if [ ! -d ".cache/oidc-provider-$openid/node_modules/oidc-provider" ]; then
    mkdir -p ".cache/oidc-provider-$openid"
    again npm install --silent --no-audit --no-fund --ignore-scripts --prefix ".cache/oidc-provider-$openid" "oidc-provider@$openid" >/dev/null
fi

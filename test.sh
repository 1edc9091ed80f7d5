#!/usr/bin/env bash
# Runs every check and test. Installs what the browser tests need by apt where it is missing (asks for sudo if you are
# not root), and keeps build artefacts outside the clone.
set -euo pipefail
cd "$(dirname "$0")"

cache="${XDG_CACHE_HOME:-$HOME/.cache}/fieldlore"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$cache/target}"
axe_version=4.14.1
oidc_provider_version=8.8.1

need=()
command -v cc >/dev/null || need+=(build-essential)
command -v git >/dev/null || need+=(git)
command -v chromium >/dev/null || need+=(chromium)
command -v chromedriver >/dev/null || need+=(chromium-driver)
# Heights of pages are measured in the fonts that pages ask for, wherever the tests run.
[ -d /usr/share/fonts/truetype/liberation ] || need+=(fonts-liberation)
command -v node >/dev/null || need+=(nodejs)
command -v npm >/dev/null || need+=(npm)
if [ "${#need[@]}" -gt 0 ]; then
  echo "installing ${need[*]}"
  sudo=""
  [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

# axe-core is a test input, not a part of the product: one file, at a fixed version.
export FIELDLORE_AXE="$cache/axe-core-$axe_version/node_modules/axe-core/axe.min.js"
if [ ! -f "$FIELDLORE_AXE" ]; then
  npm install --silent --no-audit --no-fund --prefix "$cache/axe-core-$axe_version" "axe-core@$axe_version"
fi

# The identity provider that people sign in at, in the tests.
oidc_provider="$cache/oidc-provider-$oidc_provider_version"
export FIELDLORE_OIDC_PROVIDER="$oidc_provider/node_modules/oidc-provider/lib/index.js"
if [ ! -f "$FIELDLORE_OIDC_PROVIDER" ]; then
  npm install --silent --no-audit --no-fund --prefix "$oidc_provider" "oidc-provider@$oidc_provider_version"
fi

# With this set, a browser test that cannot run fails instead of being skipped.
export FIELDLORE_BROWSER=required

cargo fmt --check
cargo clippy --locked --all-targets -- --deny warnings
cargo test --locked

# Install yian from this folder, without a network:
#
#     powershell -ExecutionPolicy Bypass -File install.ps1 [-Folder FOLDER] [-Python PYTHON.EXE]
#
# into FOLDER, else %LOCALAPPDATA%\yian\program. Run again from a newer bundle, it updates.
param(
    [string]$Folder = (Join-Path $env:LOCALAPPDATA "yian\program"),
    [string]$Python = ""
)
$ErrorActionPreference = "Stop"

function Stop-With([string]$Text) {
    [Console]::Error.WriteLine("install.ps1: $Text")
    exit 1
}

$list = Join-Path $PSScriptRoot "requirements.txt"
$wheels = Join-Path $PSScriptRoot "wheels"
$wanted = (Select-String -Path $list -Pattern "^# Python (\S+)").Matches[0].Groups[1].Value

if (-not $Python) {
    if (Get-Command "py" -ErrorAction SilentlyContinue) {
        $Python = & py "-$wanted" -c "import sys; print(sys.executable)"
    } elseif (Get-Command "python" -ErrorAction SilentlyContinue) {
        $Python = (Get-Command "python").Source
    }
}
if (-not $Python) { Stop-With "this bundle is for Python $wanted, which was not found; name it with -Python" }
$has = & $Python -c "import sys; print('%d.%d' % sys.version_info[:2])"
if ($has -ne $wanted) { Stop-With "this bundle is for Python $wanted, and $Python is $has" }
if (-not (Get-Command "git" -ErrorAction SilentlyContinue)) {
    [Console]::Error.WriteLine("install.ps1: git is missing: yian keeps no history without it")
}
if ((Test-Path $Folder) -and -not (Test-Path (Join-Path $Folder "pyvenv.cfg")) -and (Get-ChildItem -Force $Folder)) {
    Stop-With "$Folder is there and was not made by this script; name another folder"
}

& $Python -m venv --without-pip $Folder
if ($LASTEXITCODE -ne 0) { Stop-With "the environment could not be made" }
$inside = Join-Path $Folder "Scripts\python.exe"
$pip = (Get-ChildItem (Join-Path $wheels "pip-*.whl"))[0].FullName
# What is set for the package index is not asked: these wheels alone are installed, each held against its digest.
$env:PIP_CONFIG_FILE = "nul"
& $inside (Join-Path $pip "pip") --isolated --disable-pip-version-check --no-input install --quiet `
    --no-index --find-links $wheels --require-hashes --requirement $list
if ($LASTEXITCODE -ne 0) { Stop-With "pip could not install it" }

$program = Join-Path $Folder "Scripts\yian.exe"
& $program --version
Write-Output "Add to the PATH: $(Split-Path $program)"
